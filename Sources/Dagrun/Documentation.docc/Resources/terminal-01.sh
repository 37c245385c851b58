dagrun init weather
cd weather
