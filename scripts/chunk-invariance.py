"""Holds our stream transform to somebody else's test: `pip install chunk-invariance`, `npm run build`, then
`python3 scripts/chunk-invariance.py`. Every place to cut an answer in two, and every way to cut the event
with the value in it in up to three."""

import base64
import json
import subprocess
import sys
from pathlib import Path

from chunk_invariance import ChunkInvarianceError, all_splits, assert_chunk_invariant

here = Path(__file__).parent
node = subprocess.Popen(["node", here / "stream-filter.mjs"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def carried(dialect, action, chunks):
    asked = {"dialect": dialect, "action": action, "chunks": [base64.b64encode(c).decode() for c in chunks]}
    node.stdin.write(json.dumps(asked) + "\n")
    node.stdin.flush()
    return base64.b64decode(node.stdout.readline())


def chat(*pieces):
    def event(delta, finish=None):
        choice = {"index": 0, "delta": delta, "finish_reason": finish}
        body = {"id": "c-1", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": [choice]}
        return f"data: {json.dumps(body, ensure_ascii=False)}\n\n"

    events = [event({"role": "assistant", "content": ""}), *[event({"content": p}) for p in pieces], event({}, "stop")]
    return ("".join(events) + "data: [DONE]\n\n").encode()


def messages(*pieces):
    def event(type, **rest):
        return f"event: {type}\r\ndata: {json.dumps({'type': type, **rest})}\r\n\r\n"

    start = {"id": "m-1", "type": "message", "role": "assistant", "model": "m", "content": [],
             "usage": {"input_tokens": 1, "output_tokens": 1}}
    deltas = [event("content_block_delta", index=0, delta={"type": "text_delta", "text": p}) for p in pieces]
    return "".join([
        event("message_start", message=start),
        event("content_block_start", index=0, content_block={"type": "text", "text": ""}),
        *deltas,
        event("content_block_stop", index=0),
        event("message_delta", delta={"stop_reason": "end_turn", "stop_sequence": None}, usage={"output_tokens": 7}),
        event("message_stop"),
    ]).encode()


values = ["anna.berg@example.com", "4111 1111 1111 1111", "DE89 3704 0044 0532 0130 00", "536-22-8145",
          "sk-" + "proj-Ab12Cd34Ef56Gh78Ij90Kl12Mn34", "postgres:" + "//app:s3cr3t-w0rd@db.internal"]


def in_pieces(text, size):
    return [text[at:at + size] for at in range(0, len(text), size)]


checked = 0
for dialect, say in (("openai-chat", chat), ("anthropic-messages", messages)):
    for value in values:
        text = f"Sure – it is {value}, and that is all."
        for answer in (say("Sure – it is ", value, ", and that is all."), say(*in_pieces(text, 3))):
            for action in ("redact", "block"):
                whole = carried(dialect, action, [answer])
                if value.encode() in whole or (action == "redact" and whole == answer):
                    sys.exit(f"{dialect}, {action}: {value} got out")
                try:
                    checked += assert_chunk_invariant(
                        lambda chunks: [carried(dialect, action, list(chunks))], lambda _: whole, answer)
                    at = answer.find(value.encode())
                    if at != -1 and value == values[3]:
                        around = [[answer[:at], *parts, answer[at + len(value):]]
                                  for parts in all_splits(answer[at:at + len(value)], 3)]
                        checked += assert_chunk_invariant(
                            lambda chunks: [carried(dialect, action, list(chunks))], lambda _: whole, answer,
                            splits=around)
                except ChunkInvarianceError as error:
                    sys.exit(str(error))
print(f"{checked} splits, and the same bytes for each")
