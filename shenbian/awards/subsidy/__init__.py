"""An application for something that is given by decision: what it asks, who may, how it goes its way to be paid."""
