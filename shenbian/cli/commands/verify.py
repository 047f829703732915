"""Was anything changed behind our back? And does this proof hold?"""

from pathlib import Path

import click

from shenbian.cli.database import with_database
from shenbian.cli.words import AnswerIsNo, say
from shenbian.facts import heads, proofs
from shenbian.facts.log import logs
from shenbian.facts.verify import behind, verify
from shenbian.kit.env import Unable

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.option("--proof", type=_FILE, help="核对一份存证证明（JSON 文件），不打开数据库")
@click.option("--public-key", type=_FILE, help="核对证明所用的公钥，默认用数据文件夹 heads 下的 public.pem")
def command(proof: Path | None, public_key: Path | None) -> None:
    """核对台账：有无改动、删除、冒名写入，已存证和未存证的都查。

    都对，退出码 0；有不对的，标准输出第一行写明 fact 编号和原因，退出码 1。
    """
    if proof:
        _check_proof(proof, public_key or heads.public_key_file())
    else:
        _check_ledger()


def _check_proof(proof: Path, public_key: Path) -> None:
    if not public_key.exists():
        raise Unable(f"没有公钥文件 {public_key}；请用 --public-key 指明。")
    try:
        verdict = proofs.check(proof.read_bytes(), public_key.read_bytes())
    except proofs.BadProof as wrong:
        raise Unable(str(wrong)) from wrong
    click.echo(verdict.text)
    if not verdict.holds:
        raise AnswerIsNo


@with_database()
def _check_ledger() -> None:
    faults = verify()
    for log in logs:
        if lacking := behind(log):
            say(f"库外存证文件 {heads.file_of(log.name)} 缺 {lacking} 个树头，下次存证时补上。")
    if faults:
        click.echo(str(faults[0]))
        if len(faults) > 1:
            say(f"共有 {len(faults)} 处不对，以上是第一处；其余：")
            for fault in faults[1:20]:
                say(f"  {fault}")
        raise AnswerIsNo
    click.echo("台账无误：每条记录、每次存证都与写入时一致。")
