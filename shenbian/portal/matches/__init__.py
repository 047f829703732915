"""我的比赛: my next match, the bracket."""
