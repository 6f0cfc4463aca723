using System.Text.RegularExpressions;
using Counterpoise.Data;
using Counterpoise.Deploy.Sensors;
using Counterpoise.Tables;
using Counterpoise.Workflows.Events;
using Counterpoise.Workflows.Tables;

namespace Counterpoise.Workflows.Embedded;

/// <summary>Reads recordings of sensors from tables and WAV files.</summary>
internal static class SensorFiles
{
    private const double Tolerance = 0.01, LongestGap = 1.5;

    /// <summary>Reads all recordings.</summary>
    /// <exception cref="InputException">Something is missing, or rates do not agree.</exception>
    public static SensorRecordings Read(SensorDataOptions options, IProgress<WorkflowEvent>? events, CancellationToken cancellationToken)
    {
        if (options.Path is not { } path)
            return new SensorRecordings(GeneratedMotion.Draw(24, 10, 0), GeneratedMotion.Classes, ["x", "y", "z"], false);
        if (!Path.Exists(path)) throw new InputException($"there is no '{path}'");
        if (!Directory.Exists(path)) return Tables([path], options, events, cancellationToken);
        string[] sounds = [.. Directory.EnumerateFiles(path, "*.wav", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
        if (sounds.Length > 0) return Sounds(path, sounds, options, cancellationToken);
        string[] tables = [.. Directory.EnumerateFiles(path).Where(TableFile.IsTable).Order(StringComparer.Ordinal)];
        return tables.Length > 0 ? Tables(tables, options, events, cancellationToken)
            : throw new InputException($"{path} holds neither tables of samples nor folders of WAV files");
    }

    private static SensorRecordings Tables(string[] paths, SensorDataOptions options, IProgress<WorkflowEvent>? events,
        CancellationToken cancellationToken)
    {
        var (recordings, classes, channels) = (new List<SensorRecording>(), new List<string>(), Array.Empty<string>());
        double? rate = options.SampleRate;
        foreach (var path in paths)
        {
            var names = new[] { options.Label, options.Subject, options.Recording }.OfType<string>().ToArray();
            var there = TableFaults.InWords(() => TableFile.ColumnNames(path));
            if (names.Concat(options.Channels).Append(options.Time).OfType<string>().FirstOrDefault(n => !there.Contains(n)) is { } lost)
                throw new InputException($"{path}: there is no column '{lost}'; the columns are {string.Join(", ", there)}");
            var kinds = names.ToDictionary(n => n, _ => ColumnKind.Categorical);
            foreach (var channel in options.Channels) kinds[channel] = ColumnKind.Numeric;
            var table = TableInput.Open(path, new TableReadOptions { Kinds = kinds, Time = options.Time }, false, events,
                cancellationToken).Table;
            NumericColumn[] wanted = [.. options.Channels.Count > 0 ? options.Channels.Select(c => (NumericColumn)table[c])
                : table.Columns.OfType<NumericColumn>()];
            if (wanted.Length == 0) throw new InputException($"{path} has no column of numbers: name the channels with --channels");
            if (channels.Length > 0 && !channels.SequenceEqual(wanted.Select(c => c.Name)))
                throw new InputException($"{path} has the channels {string.Join(", ", wanted.Select(c => c.Name))}, and the file before it "
                    + $"{string.Join(", ", channels)}: name those that all have with --channels");
            channels = [.. wanted.Select(c => c.Name)];
            rate = Rate(path, table.Time, rate, events);
            Segments(path, table, wanted, options, rate.Value, classes, recordings);
        }

        return Ordered(recordings, classes, channels, false);
    }

    /// <summary>The rate of the times, which must be the one that is expected.</summary>
    private static double Rate(string path, double[]? times, double? expected, IProgress<WorkflowEvent>? events)
    {
        if (times is null)
            return expected is > 0 ? expected.Value
                : throw new InputException($"{path} does not say how many samples a second it has: give --rate, or --time for the "
                    + $"column of times");
        var steps = times.Zip(times.Skip(1), (a, b) => b - a).Where(d => d > 0).Order().ToArray();
        if (steps.Length == 0) throw new InputException($"{path}: the times never rise");
        var found = 1 / steps[steps.Length / 2];
        if (expected is { } rate && Math.Abs(found - rate) > Tolerance * rate)
            throw new InputException(FormattableString.Invariant(
                $"{path} has {found:G6} samples a second by its times; expected {rate:G6}. Nothing is resampled here: bring all ")
                + FormattableString.Invariant($"files to one rate"));
        if (expected is null) events.Note(FormattableString.Invariant($"{path}: {found:G6} samples a second by its times"));
        return expected ?? found;
    }

    /// <summary>A recording ends where the subject, the recording or the flow of time does.</summary>
    private static void Segments(string path, Table table, NumericColumn[] channels, SensorDataOptions options, double rate,
        List<string> classes, List<SensorRecording> recordings)
    {
        var label = (CategoricalColumn)table[options.Label];
        if (label.MissingCount > 0)
            throw new InputException($"{path}: {label.MissingCount} of {label.Count} samples have no class in '{options.Label}'");
        foreach (var name in label.Categories.Except(classes).ToArray()) classes.Add(name);
        int[] places = [.. label.Categories.Select(c => classes.IndexOf(c))];
        string Key(int row, string? column) => column is null ? "" : table[column].Text(row);
        var file = Path.GetFileNameWithoutExtension(path);
        for (var start = 0; start < table.RowCount;)
        {
            var (subject, recording, end) = (Key(start, options.Subject), Key(start, options.Recording), start + 1);
            while (end < table.RowCount && Key(end, options.Subject) == subject && Key(end, options.Recording) == recording
                && (table.Time is not { } t || (t[end] > t[end - 1] && t[end] - t[end - 1] < LongestGap / rate))) end++;
            var range = new Range(start, end);
            recordings.Add(new SensorRecording(options.Subject is null ? file : subject, $"{path}, row {start + 1}", rate,
                [.. channels.Select(c => c.Values[range].ToArray())], Array.ConvertAll(label.Codes[range].ToArray(), c => places[c])));
            start = end;
        }
    }

    private static SensorRecordings Sounds(string folder, string[] paths, SensorDataOptions options, CancellationToken cancellationToken)
    {
        var pattern = Pattern(options.SubjectPattern);
        var (recordings, classes) = (new List<SensorRecording>(), new List<string>());
        foreach (var path in paths)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var name = Path.GetFileName(Path.GetDirectoryName(path)!);
            if (!classes.Contains(name)) classes.Add(name);
            try
            {
                var (rate, samples) = WavFile.Read(path);
                if (recordings.Count > 0 && recordings[0].SampleRate != rate)
                    throw new InputException($"{path} has {rate} samples a second, and {recordings[0].Name} "
                        + $"{recordings[0].SampleRate}: nothing "
                        + "is resampled here: bring all files to one rate");
                var match = pattern.Match(Path.GetFileNameWithoutExtension(path));
                var subject = match.Success ? match.Groups[Math.Min(1, match.Groups.Count - 1)].Value : Path.GetRelativePath(folder, path);
                recordings.Add(new SensorRecording(subject, path, rate, [samples], [.. Enumerable.Repeat(classes.IndexOf(name),
                    samples.Length)]));
            }
            catch (InvalidDataException fault)
            {
                throw new InputException(fault.Message);
            }
        }

        return Ordered(recordings, classes, ["sound"], true);
    }

    private static Regex Pattern(string text)
    {
        try
        {
            return new Regex(text, RegexOptions.NonBacktracking);
        }
        catch (Exception fault) when (fault is ArgumentException or NotSupportedException)
        {
            throw new InputException($"--subject-pattern '{text}' is no pattern: {fault.Message}");
        }
    }

    /// <summary>Classes in the order of their names, however the files come.</summary>
    private static SensorRecordings Ordered(List<SensorRecording> recordings, List<string> classes, IReadOnlyList<string> channels,
        bool isSound)
    {
        string[] ordered = [.. classes.Order(StringComparer.Ordinal)];
        int[] places = [.. classes.Select(c => Array.IndexOf(ordered, c))];
        return new SensorRecordings([.. recordings.Select(r => r with { Labels = Array.ConvertAll(r.Labels, l => places[l]) })], ordered,
            channels, isSound);
    }
}
