dagrun local weather
dagrun local weather --only warmest --outputs-from latest
