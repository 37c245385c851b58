printf 'Oslo,-3.5\nBergen,4\nOslo,-1.5\n' > readings.csv
dagrun local weather
