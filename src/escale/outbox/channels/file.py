"""SMS written to a file, one JSON line each: for development and the demonstration, nobody is written to."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from escale.outbox.channels.contract import Sms


@dataclass(frozen=True)
class FileChannel:
    folder: Path
    recognises_key: bool = False

    def send(self, sms: Sms) -> str:
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "sent.jsonl").open("a", encoding="utf-8") as stream:
            stream.write(json.dumps(asdict(sms), ensure_ascii=False) + "\n")
        return sms.key
