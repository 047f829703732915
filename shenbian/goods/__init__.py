"""Goods (物资): what a campaign buys, where it lies, who got it, what was lost. What is handed out counts.

An Item belongs to a campaign and lies in Stores; a Purchase puts it into one, an Allotment moves it to another, an
Issue hands it to a person, a family, a unit or a team that signs together. Pieces are held in `ledger` like money: a
store cannot hand out what is not there, whoever asks at the same moment, and what each person gets once they get once.
"""
