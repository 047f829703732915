"""Goods at the desk: campaigns, what each store had and has, buying, moving, handing out, counting, writing off."""
