using System.Globalization;
using System.Text.Json;
using Counterpoise.Files;
using CsvHelper;

namespace Counterpoise.Learning.Logging;

/// <summary>
/// The numbers of a run, one record an epoch, as JSON lines and as CSV with the same columns. A run that is resumed first
/// drops the records after its checkpoint, so that no epoch stands twice.
/// </summary>
public sealed class MetricsLog
{
    private readonly string _lines;
    private readonly string _table;
    private readonly List<SortedDictionary<string, double>> _records = [];

    /// <summary>Opens the log of a run; an existing one is read back up to an epoch.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="lastEpoch">The last epoch that counts; records after it, and a half-written last line, are dropped. −1 starts
    /// anew.</param>
    /// <exception cref="InvalidDataException">A line before the last is not a record.</exception>
    public MetricsLog(string folder, int lastEpoch)
    {
        _lines = Path.Combine(folder, "metrics.jsonl");
        _table = Path.Combine(folder, "metrics.csv");
        if (lastEpoch >= 0 && File.Exists(_lines))
        {
            _records.AddRange(Read(_lines).TakeWhile(r => r["epoch"] <= lastEpoch));
        }

        Save();
    }

    /// <summary>The records, oldest first; each holds <c>epoch</c> and whatever was measured.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, double>> Records => _records;

    /// <summary>Appends the record of an epoch.</summary>
    /// <param name="epoch">The epoch, from 0, above the last one written.</param>
    /// <param name="values">Name to value; NaN is kept as null.</param>
    public void Append(int epoch, IEnumerable<KeyValuePair<string, double>> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (_records.Count > 0 && epoch <= _records[^1]["epoch"])
        {
            throw new ArgumentException($"epoch {epoch} is not after the last record's, {_records[^1]["epoch"]}", nameof(epoch));
        }

        _records.Add(new SortedDictionary<string, double>(new Dictionary<string, double>(values) { ["epoch"] = epoch },
            StringComparer.Ordinal));
        Save();
    }

    private static IEnumerable<SortedDictionary<string, double>> Read(string path)
    {
        var lines = File.ReadAllLines(path);
        for (var i = 0; i < lines.Length; i++)
        {
            Dictionary<string, double?>? record;
            try
            {
                record = JsonSerializer.Deserialize<Dictionary<string, double?>>(lines[i]);
            }
            catch (JsonException) when (i == lines.Length - 1)
            {
                yield break;
            }
            catch (JsonException exception)
            {
                throw new InvalidDataException($"{path}, line {i + 1}: expected a JSON object of numbers: {exception.Message}", exception);
            }

            yield return new SortedDictionary<string, double>(record!.ToDictionary(p => p.Key, p => p.Value ?? double.NaN),
                StringComparer.Ordinal);
        }
    }

    private void Save()
    {
        AtomicFile.Write(_lines, stream => WriteText(stream,
            _records.Select(r => JsonSerializer.Serialize(r.ToDictionary(p => p.Key,
            p => double.IsFinite(p.Value) ? p.Value : (double?)null)))));
        var columns = _records.SelectMany(r => r.Keys).Distinct().Where(c => c != "epoch").Order(StringComparer.Ordinal).Prepend("epoch")
            .ToArray();
        AtomicFile.Write(_table, stream => WriteTable(stream, columns));
    }

    private void WriteTable(Stream stream, string[] columns)
    {
        using var csv = CsvWriter.Create(stream, new CsvWriterOptions { NewLine = "\n" }, leaveOpen: true);
        Array.ForEach(columns, name => csv.WriteField(name));
        csv.EndRecord();
        foreach (var record in _records)
        {
            Array.ForEach(columns, name => csv.WriteField(record.TryGetValue(name, out var value) && double.IsFinite(value)
                ? value.ToString("R", CultureInfo.InvariantCulture) : ""));
            csv.EndRecord();
        }
    }

    private static void WriteText(Stream stream, IEnumerable<string> lines)
    {
        using var writer = new StreamWriter(stream, leaveOpen: true) { NewLine = "\n" };
        foreach (var line in lines)
        {
            writer.WriteLine(line);
        }
    }
}
