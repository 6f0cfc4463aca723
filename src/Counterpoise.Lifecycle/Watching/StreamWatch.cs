using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Counterpoise.Lifecycle.Drift;
using Counterpoise.Workflows.Tables;

namespace Counterpoise.Lifecycle.Watching;

/// <summary>
/// Watches a stream of scored rows: windows beside a reference, the recall of each class as far as classes are known, and what to expect
/// where they are not. The state is saved after each window, so that a process that was killed goes on with the same answers.
/// </summary>
public static class StreamWatch
{
    private const int ToldBadRows = 5;

    /// <summary>Reads the stream to its end, or until it is cancelled where it is followed.</summary>
    /// <param name="options">What is watched.</param>
    /// <param name="input">Standard input, for a stream of <c>-</c>; the process's own where null.</param>
    /// <param name="progress">Told of each window, alarm and fault; or null.</param>
    /// <param name="cancellationToken">Ends the reading; what was seen is kept and returned.</param>
    /// <exception cref="InvalidDataException">The reference, the header of the stream or the state cannot be used.</exception>
    /// <exception cref="Options.InvalidOptionsException">An option is out of range.</exception>
    public static WatchResult Run(WatchOptions options, TextReader? input = null, IProgress<WatchProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        if (options.Stream != "-" && !File.Exists(options.Stream) && !Directory.Exists(options.Stream))
            throw new FileNotFoundException(
                $"there is no file or folder '{options.Stream}'; expected a stream of rows, or - for standard input");
        if (options.Model is { } model && !File.Exists(model))
            throw new FileNotFoundException($"there is no model '{model}'", model);
        var settings = Settings(options);
        var state = options.State is { } file ? WatchState.Load(file, settings) ?? new WatchState() : new WatchState();
        state.Settings = settings;
        var session = new Session(options, new StreamWatcher(options,
            WatchReference.Read(options), state), progress);
        var hasEnded = true;
        try
        {
            if (options.Stream == "-")
                session.ReadInput(input ?? Console.In, cancellationToken);
            else
                session.ReadFiles(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // Ctrl+C is how a stream without an end is left.
            hasEnded = false;
        }

        session.Finish(hasEnded);
        return session.Watcher.Result;
    }

    private static string Text(double? value) => value?.ToString("R", CultureInfo.InvariantCulture) ?? "";

    // As the first states have it.
    private static string Alpha(AlphaSpending alpha) => $"AlphaSpending {{ Total = {Text(alpha.Total)}, Windows = {Text(alpha.Windows)} }}";

    /// <summary>What must be the same for a state to be gone on with.</summary>
    private static string Settings(WatchOptions o)
    {
        // A stream with decimal points says nothing of it, as before there was a choice.
        string[] reading = [.. ReadingTexts.Of(o.Reading).Except(ReadingTexts.Of(new())).Select(t => $"{t.Key}={t.Value}")];
        var text = string.Join('\n', [o.Columns.Target, o.Columns.Score, o.Columns.Positive, o.Columns.Id, .. o.Columns.Exclude,
            Text(o.Window), Alpha(o.Alpha), o.Minority, Text(o.Threshold), Text(o.LabelDelay), o.Labels is null ? "" : "labels",
            Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(o.Reference))),
            o.Model is null ? "" : Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(o.Model))), .. reading]);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    private sealed class Session(WatchOptions options, StreamWatcher watcher, IProgress<WatchProgress>? progress)
    {
        private StreamRowParser? _parser;
        private long _saved;

        public StreamWatcher Watcher => watcher;

        private WatchState State => watcher.State;

        /// <summary>Rows that were read, good and bad.</summary>
        private long Seen => State.Rows + State.BadRows;

        public void ReadFiles(CancellationToken cancellationToken)
        {
            var isFolder = Directory.Exists(options.Stream);
            var resumed = State.File;
            // The file that was being read comes first again, with its rows that were read left out.
            var files = CsvRows.Files(options.Stream, null, options.Follow, cancellationToken)
                .SkipWhile(f => isFolder && resumed is not null && string.CompareOrdinal(Path.GetFileName(f), resumed) < 0);
            foreach (var path in files)
            {
                var name = Path.GetFileName(path);
                if (State.File != name)
                    (State.File, State.RowsInFile) = (name, 0);
                var following = options.Follow && !isFolder;
                using var reader = new StreamReader(CsvRows.Open(path, following, cancellationToken));
                char? separator = Path.GetExtension(path).Equals(".tsv", StringComparison.OrdinalIgnoreCase) ? '\t'
                    : following ? Separator : null;
                Read(CsvRows.Read(reader, separator), path, State.RowsInFile, cancellationToken);
            }
        }

        public void ReadInput(TextReader input, CancellationToken cancellationToken)
        {
            var path = options.State is { } state ? state + ".rows" : null;
            if (path is not null && RowJournal.Read(path) is { } left)
            {
                // A last row without its end was cut by the death of the process that read it.
                var whole = left.Text[..RecordEnds.Last(left.Text)];
                Read(Lines(whole), "standard input, read earlier", Seen - left.Before, cancellationToken);
                Save(path: options.State);
            }

            using var journal = path is null ? null : new RowJournal(path);
            journal?.Begin(Seen);
            var (pending, isFirst, buffer) = ("", true, new char[1 << 14]);
            for (int read; (read = input.Read(buffer, 0, buffer.Length)) > 0;)
            {
                journal?.Add(buffer.AsSpan(0, read));
                pending += new string(buffer, 0, read);
                pending = pending[Batch(pending[..RecordEnds.Last(pending)], ref isFirst, journal, cancellationToken)..];
                journal?.Trim(_saved, pending);
            }

            Batch(pending, ref isFirst, journal, cancellationToken);
        }

        /// <summary>Takes whole records; the first of all is the header.</summary>
        private int Batch(string text, ref bool isFirst, RowJournal? journal, CancellationToken cancellationToken)
        {
            if (text.Length == 0)
                return 0;
            var header = isFirst ? RecordEnds.First(text) is var end and > 0 ? end : text.Length : 0;
            if (isFirst)
            {
                journal?.Header(text[..header]);
                Read(Lines(text[..header]), "standard input", 0, cancellationToken);
                isFirst = false;
            }

            foreach (var (cells, _) in Lines(text[header..]))
            {
                cancellationToken.ThrowIfCancellationRequested();
                Take(cells, $"standard input, row {Seen + 1}");
            }

            journal?.Batch(Seen, text[header..]);
            return text.Length;
        }

        private IEnumerable<(string[] Cells, long Line)> Lines(string text) => text.Length == 0 ? []
            : CsvRows.Read(new StringReader(text), Separator);

        public void Finish(bool hasEnded)
        {
            Labels();
            Save(options.State);
            if (hasEnded && options.State is { } state && File.Exists(state + ".rows"))
                File.Delete(state + ".rows");
            progress?.Report(new WatchProgress(null, [], null, watcher.Result));
        }

        /// <summary>Between the cells of a stream whose first lines are not there yet; a decimal comma needs another.</summary>
        private char Separator => Reference.Numbers.DecimalSeparator == ',' ? ';' : ',';

        private WatchReference Reference => watcher.Reference;

        private void Read(IEnumerable<(string[] Cells, long Line)> lines, string where, long skip, CancellationToken cancellationToken)
        {
            string[]? header = null;
            foreach (var (cells, line) in lines)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (header is null)
                {
                    header = cells;
                    _parser = new StreamRowParser(Reference, options.Columns, header, where);
                    continue;
                }

                if (skip-- > 0)
                    continue;
                Take(cells, $"{where}, line {line}");
            }
        }

        private void Take(string[] cells, string where)
        {
            StreamRow row;
            State.RowsInFile++;
            try
            {
                row = _parser!.Parse(cells, where);
            }
            catch (InvalidDataException fault)
            {
                if (++State.BadRows <= ToldBadRows)
                    progress?.Report(new WatchProgress(null, [], $"left out: {fault.Message}", watcher.Result));
                return;
            }

            var (window, alarms) = watcher.Add(row);
            if (window is not null)
                Labels();
            if (window is not null)
                Save(options.State);
            if (window is not null || alarms.Count > 0)
                progress?.Report(new WatchProgress(window, alarms, null, watcher.Result));
        }

        /// <summary>Reads what was added to the file of labels.</summary>
        private void Labels()
        {
            if (options.Labels is not { } path || !File.Exists(path) || _parser is null)
                return;
            var alarms = new List<WatchAlarm>();
            using var reader = new StreamReader(CsvRows.Open(path, follow: false, CancellationToken.None));
            int id = -1, target = -1;
            var skip = State.LabelRows;
            foreach (var (cells, line) in CsvRows.Read(reader, null))
            {
                if (id < 0)
                {
                    (id, target) = (Array.IndexOf(cells, options.Columns.Id), Array.IndexOf(cells, options.Columns.Target));
                    if (id < 0 || target < 0)
                        throw new InvalidDataException(
                            $"'{path}' has the columns {string.Join(", ", cells)}; expected '{options.Columns.Id}' and "
                            + $"'{options.Columns.Target}'");
                    continue;
                }

                if (skip-- > 0)
                    continue;
                State.LabelRows++;
                if (cells.Length > Math.Max(id, target))
                    watcher.AddLabel(cells[id].Trim(), _parser.Class(cells[target], $"{path}, line {line}"), alarms);
            }

            if (alarms.Count > 0)
                progress?.Report(new WatchProgress(null, alarms, null, watcher.Result));
        }

        private void Save(string? path)
        {
            if (path is not null)
                watcher.Snapshot().Save(path);
            _saved = Seen;
            if (options.Report is { } report)
                WatchReporting.Write(options, watcher.Result, report);
        }
    }
}
