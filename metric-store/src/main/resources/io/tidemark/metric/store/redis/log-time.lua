-- Shared by the scripts that need the log's time; stands behind catalog.lua and before their own text.

local DAY = 86400000

-- The greatest progress over all partitions of these topics in milliseconds, or nil before the first record. Checkpoints
-- are read with it, and change nothing: none is greater than the progress of its partition.
local function greatest_progress(names, progress_prefix)
  local greatest
  for _, topic in ipairs(names) do
    local key = progress_prefix .. topic
    for _, text in ipairs(read('HVALS', key)) do
      local time = tonumber(text) or damaged(key, 'holds no time')
      if not greatest or time > greatest then
        greatest = time
      end
    end
  end
  return greatest
end

-- The wall clock in milliseconds.
local function now()
  local time = redis.call('TIME')
  return time[1] * 1000 + math.floor(time[2] / 1000)
end

-- The start of the pane of this length that holds the time.
local function pane_start(time, every)
  return time - time % every
end

-- The start of a day or an hour as yyyyMMdd or yyyyMMddHH in UTC. The date is civil_from_days of Howard Hinnant,
-- "chrono-Compatible Low-Level Date Algorithms".
local function label(start, every)
  local floor = math.floor
  local day = floor(start / DAY) + 719468
  local era = floor(day / 146097)
  local day_of_era = day - era * 146097
  local year_of_era = floor((day_of_era - floor(day_of_era / 1460) + floor(day_of_era / 36524)
      - floor(day_of_era / 146096)) / 365)
  local day_of_year = day_of_era - (365 * year_of_era + floor(year_of_era / 4) - floor(year_of_era / 100))
  local shifted = floor((5 * day_of_year + 2) / 153)
  local month = shifted < 10 and shifted + 3 or shifted - 9
  local year = year_of_era + era * 400 + (month <= 2 and 1 or 0)
  local date = string.format('%04d%02d%02d', year, month, day_of_year - floor((153 * shifted + 2) / 5) + 1)
  return every == DAY and date or date .. string.format('%02d', floor(start % DAY / 3600000))
end
