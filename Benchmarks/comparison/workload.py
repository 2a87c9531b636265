"""The texts of the instruction count: about 200 KB of each kind, the same on every machine.

They are made from short lists of words and a generator of their own, so that nothing that is installed has a say.
"""

from __future__ import annotations

import json

SIZE = 200_000

ENGLISH = (
    "the of and to a in is that it for was on with as be at by this have from or had but not are which one you were all"
    " her she there would their we him been has when who will more no if out so said what up its about into than them can"
    " only other new some could time these two may then do first any my now such like our over man me even most made after"
    " also did many before must through back years where much your way well down should because each just those people how"
    " too little state good very make world still own see men work long get here between both life being under never day"
    " same another know while last might us great old year off come since against go came right used take three government"
    " configuration administrator synchronization responsibilities package server documentation environment approximately"
)
NAMES = "index count buffer self value result name path offset length node parent request response config item key data"
RUSSIAN = "и в не на что быть он с как это по но они мы этот который из у то за свой весь год от так для ты сервер система"
GREEK = "και το να του η της με που την από για είναι στο ένα οι τα στην δεν θα τον διακομιστής σύστημα αρχείο"
ARABIC = "في من على أن إلى هذا التي الذي عن مع كان هذه كل بعد النظام الخادم الملف بين لا ما أو قبل يمكن"
HINDI = "के में की है और से का को पर यह एक नहीं लिए था किया करने साथ अपने सर्वर प्रणाली फ़ाइल"
JAPANESE = "システム サーバー は を に の です ます こと この ファイル 設定 する できる から まで 管理者 ネットワーク 情報 これ"
KOREAN = "시스템 서버 그리고 있는 하는 에서 으로 파일 설정 사용자 네트워크 관리자 것은 이것은 위한 대한 합니다"
FRENCH = "le la les et de à être où déjà c’est l’été garçon très conseil budget séance hier soir qu’il forêt naïve"
EMOJI = "😂 👍🏽 ❤️ 🎉 5️⃣ 👩‍💻 🙏 ☕ 🇫🇷 ✅"
GERMAN = "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch Systemverwalter Datei über"
CHINESE = (
    "的 一 是 在 不 了 有 和 人 这 中 大 为 上 个 国 我 以 要 他 时 来 用 们 生 到 作 地 于 出 就 分 对 成 会 可 主 发 年 动"
    " 同 工 也 能 下 过 子 说 产 种 面 而 方 后 多 定 行 学 法 所 民 得 经 十 三 之 进 着 等 部 度 家 电 力 里 如 水 化 高 自 二 理"
    " 起 小 物 现 实 加 量 都 两 体 制 机 当 使 点 从 业 本 去 把 性 好 应 开 它 合 还 因 由 其 些 然 前 外 天 政 四 日 那 社 义 事"
    " 系统 服务器 文件 配置 用户 网络 管理员 软件包 安装 命令 目录 权限 程序 数据 信息 可以 如果 需要 使用 我们 因为 所以 但是 没有"
)


class Chance:
    """A linear congruential generator: a random module may change between versions of Python."""

    def __init__(self, seed: int) -> None:
        self.state = seed

    def below(self, limit: int) -> int:
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self.state >> 33) % limit

    def pick(self, words: list[str]) -> str:
        """The first words more often than the last."""
        return words[min(self.below(len(words)), self.below(len(words)))]


def english(chance: Chance) -> str:
    words = ENGLISH.split()
    sentence = [chance.pick(words) for _ in range(5 + chance.below(18))]
    if chance.below(6) == 0:
        sentence.append("".join("bcdfglmnprst"[chance.below(12)] + "aeiou"[chance.below(5)] for _ in range(3)))
    if chance.below(4) == 0:
        sentence.insert(2, ["don't", "it's", f"{chance.below(3000)}", "(e.g.", "U.S.", "e-mail,"][chance.below(6)])
    text = " ".join(sentence).capitalize() + "."
    return text + ("\n\n" if chance.below(6) == 0 else " ")


def code(chance: Chance) -> str:
    names = NAMES.split()
    a, b, c = (chance.pick(names) for _ in range(3))
    indent = "    " * chance.below(4)
    return indent + [
        f"{a}_{b} = self.{c}({a}[{chance.below(100)}], {b}=None)\n",
        f"if not {a} and {b} >= 0x{chance.below(65536):x}:\n",
        f"def {a}_{b}(self, {c}: int = {chance.below(10)}) -> str:\n",
        f"return {a.upper()}_{b.upper()} if {c}.{a} != '{b}' else f\"{{{c}}}\\n\"\n",
        f"# {english(chance).strip()}\n",
        f"for ({a}{b.title()} = 0; {a}{b.title()} < {c}->{b}; ++{a}{b.title()}) {{ // {c}\n",
        "\n",
        f"raise {a.title()}{b.title()}Error(\"{english(chance).strip()}\")\n",
    ][chance.below(8)]


def chinese(chance: Chance) -> str:
    words = CHINESE.split()
    clause = "".join(chance.pick(words) for _ in range(3 + chance.below(10)))
    return clause + ["，", "。", "、", "；", "。\n\n", "（" + chance.pick(words) + "），"][chance.below(6)]


def multilingual(chance: Chance) -> str:
    language = [RUSSIAN, GREEK, ARABIC, HINDI, JAPANESE, KOREAN, GERMAN, CHINESE][chance.below(8)]
    joint = "" if language in (JAPANESE, CHINESE) else " "
    return joint.join(chance.pick(language.split()) for _ in range(40)) + ".\n"


def chat(chance: Chance) -> str:
    content = "".join(english(chance) for _ in range(1 + chance.below(4)))
    if chance.below(4) == 0:
        content += "```\n" + "".join(code(chance) for _ in range(6)) + "```"
    message = {"role": ["user", "assistant"][chance.below(2)], "content": content, "index": chance.below(10**6)}
    if chance.below(3) == 0:
        message["id"] = f"call_{chance.below(2**31):08x}{chance.below(2**31):08x}"
    return json.dumps(message, ensure_ascii=False) + ", "


def signs(chance: Chance) -> str:
    """What windows of 64 bytes do not decide: spaces and digits of other scripts, emoji with their variants."""
    french = " ".join(chance.pick(FRENCH.split()) for _ in range(2 + chance.below(6)))
    digits = "".join(chance.pick(list("١٢٣٤٥٦٧٨٩")) for _ in range(1 + chance.below(4)))
    return [
        f"{french}\u202f! {french}\u00a0: «\u00a0{french}\u00a0»\n",
        f"{chance.pick(ARABIC.split())} {digits} {chance.pick(ARABIC.split())}\u060c ",
        f"{chance.pick(CHINESE.split())}\u3000{chance.pick(CHINESE.split())}A {chance.below(100)} ",
        f"ok {chance.pick(EMOJI.split())} lol {chance.pick(EMOJI.split())}{chance.pick(EMOJI.split())} ",
        f"½ {chance.pick(NAMES.split())}, x² ≤ {chance.below(10)}¾ ",
        f"{chance.pick(KOREAN.split())} {chance.below(3000)}년 {chance.pick(KOREAN.split())} ",
    ][chance.below(6)]


KINDS = {"english": english, "code": code, "chinese": chinese, "multilingual": multilingual, "chat": chat, "signs": signs}


def text(kind: str) -> bytes:
    chance = Chance(seed=len(kind))
    parts, size = [], 0
    while size < SIZE:
        part = KINDS[kind](chance).encode()
        parts.append(part)
        size += len(part)
    return b"".join(parts)
