using System.Globalization;
using System.Text;
using Counterpoise.Data;
using Counterpoise.Lifecycle.Drift;
using Counterpoise.Lifecycle.Watching;
using Counterpoise.Options;
using Counterpoise.Randomness;
using Counterpoise.Tables;
using Counterpoise.Workflows.Tables;

namespace Counterpoise.Tests.Lifecycle.Watching;

public sealed class StreamWatchTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("watch").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_stream_like_its_reference_is_stable_and_its_recalls_are_counted()
    {
        var result = Run(Options(Write("stream.csv", Rows(2, 1500))));
        Assert.Equal(5, result.Windows.Count);
        Assert.DoesNotContain(result.Alarms, a => a.Level == DriftLevel.Drift);
        Assert.Equal("yes", result.Minority);
        Assert.Equal(1500, result.Labelled);
        Assert.All(result.Windows, w => Assert.Equal(300, w.Classes.Sum(c => c.Known)));
        Assert.All(result.Windows, w => Assert.Equal(300, w.Classes.Sum(c => c.Predicted)));
        var yes = result.Windows.Select(w => w.Classes[1]).ToArray();
        Assert.InRange(yes.Sum(c => c.Hits) / (double)yes.Sum(c => c.Known), result.ReferenceRecall["yes"] - .1,
            result.ReferenceRecall["yes"] + .1);
        Assert.InRange(yes.Average(c => c.ExpectedRecall), result.ReferenceRecall["yes"] - .15, result.ReferenceRecall["yes"] + .15);
        Assert.All(yes, c => Assert.True(c.ExpectedLower <= c.ExpectedRecall && c.ExpectedRecall <= c.ExpectedUpper));
    }

    [Fact]
    public void A_moved_column_alarms_once_in_the_first_window_that_it_fills()
    {
        var result = Run(Options(Write("stream.csv", [.. Rows(2, 600), .. Rows(3, 600, shift: 2)])));
        Assert.Equal(3, result.Alarms.First(a => a.Level == DriftLevel.Drift).Window);
        Assert.Single(result.Alarms, a => a.Detector == "ks" && a.Subject == "b" && a.Level == DriftLevel.Drift);
        Assert.Equal(DriftLevel.Drift, result.Windows[3].Level);
    }

    [Fact]
    public void A_minority_that_is_missed_more_often_alarms_by_its_recall_alone()
    {
        var rows = Rows(2, 3000).Concat(Rows(5, 3000, flipped: .9)).ToArray();
        var result = Run(Options(Write("stream.csv", rows)));
        var alarm = result.Alarms.First(a => a.Subject == "recall(yes)");
        Assert.Equal("hddm-a", alarm.Detector);
        Assert.InRange(alarm.Row, 3000, 4200);
    }

    [Fact]
    public void Classes_that_come_later_are_counted_in_the_window_of_their_row()
    {
        var stream = Write("stream.csv", Rows(2, 900));
        var (at_once, later) = (Run(Options(stream)), Run(Options(stream) with { LabelDelay = 250 }));
        Assert.Equal(900, at_once.Labelled);
        Assert.Equal(650, later.Labelled);
        Assert.Equal(at_once.Windows[0].Classes.Select(c => (c.Known, c.Hits)), later.Windows[0].Classes.Select(c => (c.Known, c.Hits)));
        Assert.Equal(50, later.Windows[2].Classes.Sum(c => c.Known));
    }

    [Fact]
    public void A_file_of_labels_finds_its_rows_whenever_it_grows()
    {
        var rows = Rows(2, 900);
        var truth = rows.Select((r, i) => $"{i},{r.Split(',')[4]}").ToArray();
        var stream = Path.Combine(_folder, "unlabelled.csv");
        File.WriteAllLines(stream, ["id,a,b,p_no,p_yes", .. rows.Select((r, i) => $"{i},{string.Join(',', r.Split(',')[..4])}")]);
        var labels = Path.Combine(_folder, "labels.csv");
        File.WriteAllLines(labels, ["id,y", .. truth.Take(400), "unknown,yes"]);
        var options = Options(stream) with { Labels = labels, State = Path.Combine(_folder, "state"),
            Columns = new WatchColumns { Target = "y", Id = "id" } };
        Assert.Equal(400, Run(options).Labelled);
        File.AppendAllLines(labels, [.. truth.Skip(400), truth[0]]);
        var result = Run(options);
        Assert.Equal(900, result.Labelled);
        Assert.Equal(900, result.Rows);
        Assert.Equal(Run(Options(Write("stream.csv", rows))).Windows.SelectMany(w => w.Classes).Select(c => (c.Known, c.Hits)),
            result.Windows.SelectMany(w => w.Classes).Select(c => (c.Known, c.Hits)));
    }

    [Fact]
    public void A_process_killed_after_any_window_goes_on_with_the_same_answers()
    {
        var rows = Rows(2, 700).Concat(Rows(3, 700, shift: 1)).ToArray();
        var stream = Write("stream.csv", rows);
        var whole = Run(Options(stream) with { LabelDelay = 40 });
        Assert.Equal(4, whole.Windows.Count);
        for (var last = 1; last <= 4; last++)
        {
            var options = Options(stream) with { State = Path.Combine(_folder, $"state {last}"), LabelDelay = 40 };
            var dying = new Seen(p => _ = p.Window?.Number == last ? throw new InvalidTimeZoneException("killed") : 0);
            Assert.Throws<InvalidTimeZoneException>(() => StreamWatch.Run(options, null, dying));
            Assert.Equal(Describe(whole), Describe(Run(options)));
        }
    }

    [Fact]
    public void A_stream_that_has_grown_since_is_gone_on_with_from_any_row()
    {
        var rows = Rows(2, 700).Concat(Rows(3, 700, shift: 1)).ToArray();
        var whole = Describe(Run(Options(Write("stream.csv", rows)) with { LabelDelay = 40 }));
        foreach (var cut in new[] { 1, 299, 300, 301, 950 })
        {
            var options = Options(Write("stream.csv", rows.Take(cut))) with { State = Path.Combine(_folder, $"state {cut}"),
                LabelDelay = 40 };
            Run(options);
            Write("stream.csv", rows);
            Assert.Equal(whole, Describe(Run(options)));
        }
    }

    [Fact]
    public void Rows_of_a_pipe_survive_a_process_that_is_killed_between_windows()
    {
        var rows = Rows(2, 700);
        var whole = Run(Options(Write("stream.csv", rows)));
        var options = Options("-") with { State = Path.Combine(_folder, "state") };
        Assert.Throws<InvalidTimeZoneException>(() => StreamWatch.Run(options, new DyingReader(Text(rows.Take(420)))));
        var result = StreamWatch.Run(options, new StringReader(Text(rows.Skip(420))));
        Assert.Equal(Describe(whole), Describe(result));
    }

    [Fact]
    public void A_folder_is_read_in_the_order_of_names_and_goes_on_with_new_files()
    {
        var rows = Rows(2, 900);
        var folder = Directory.CreateDirectory(Path.Combine(_folder, "days")).FullName;
        var options = Options(folder) with { State = Path.Combine(_folder, "state") };
        File.WriteAllText(Path.Combine(folder, "02.csv"), Text(rows.Skip(200).Take(250)));
        File.WriteAllText(Path.Combine(folder, "01.csv"), Text(rows.Take(200)));
        Assert.Equal(450, Run(options).Rows);
        File.WriteAllText(Path.Combine(folder, "03.csv"), Text(rows.Skip(450)));
        Assert.Equal(Describe(Run(Options(Write("stream.csv", rows)))), Describe(Run(options)));
    }

    [Fact]
    public async Task A_file_that_grows_is_followed_until_it_is_left()
    {
        var rows = Rows(2, 700);
        var stream = Write("growing.csv", rows.Take(350));
        using var stop = new CancellationTokenSource();
        var first = new TaskCompletionSource();
        var windows = 0;
        var seen = new Seen(p =>
        {
            if (p.Window is null)
                return;
            if (++windows == 1)
                first.TrySetResult();
            else
                stop.Cancel();
        });
        var run = Task.Run(() => StreamWatch.Run(Options(stream) with { Follow = true }, null, seen, stop.Token));
        await first.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await File.AppendAllLinesAsync(stream, rows.Skip(350));
        var result = await run.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(2, result.Windows.Count);
    }

    [Fact]
    public void Bad_rows_are_left_out_counted_and_named()
    {
        var notes = new List<string>();
        var rows = Rows(2, 310);
        rows[3] = "1,2,3";
        rows[4] = "x,0,0.5,0.5,no";
        rows[5] = "0,0,0.9,0.9,no";
        rows[6] = "0,0,0.5,0.5,maybe";
        var result = StreamWatch.Run(Options(Write("stream.csv", rows)), null,
            new Seen(p => notes.AddRange(p.Note is { } note ? [note] : [])));
        Assert.Equal(4, result.BadRows);
        Assert.Equal(306, result.Rows);
        Assert.Contains(notes, n => n.Contains("line 5 has 3 cells; expected 5", StringComparison.Ordinal));
        Assert.Contains(notes, n => n.Contains("column 'a' has 'x' where a number was expected", StringComparison.Ordinal));
        Assert.Contains(notes, n => n.Contains("sum to 1.8", StringComparison.Ordinal));
        Assert.Contains(notes, n => n.Contains("class 'maybe'; expected one of the reference, no, yes", StringComparison.Ordinal));
    }

    [Fact]
    public void The_report_holds_answer_recalls_and_alarms_and_is_the_same_each_time()
    {
        var options = Options(Write("stream.csv", [.. Rows(2, 600), .. Rows(3, 600, shift: 2)])) with { Report =
            Path.Combine(_folder, "report.html") };
        Run(options);
        var page = File.ReadAllText(options.Report);
        foreach (var id in new[] { "answer", "recall", "shares", "alarms" })
            Assert.Contains($"id=\"{id}\"", page);
        Assert.Contains("The rows are not those of the reference since window 3", page);
        Run(options);
        Assert.Equal(page, File.ReadAllText(options.Report));
    }

    [Fact]
    public void One_score_of_two_classes_is_as_good_as_two_and_a_threshold_decides()
    {
        string[] Single(IEnumerable<string> rows) => [.. rows.Select(r => r.Split(',')).Select(c => $"{c[0]},{c[1]},{c[3]},{c[4]}")];
        var reference = Path.Combine(_folder, "single-reference.csv");
        File.WriteAllLines(reference, ["a,b,s,y", .. Single(Rows(1, 900))]);
        var stream = Path.Combine(_folder, "single.csv");
        File.WriteAllLines(stream, ["a,b,s,y", .. Single(Rows(2, 600))]);
        var options = Options(stream) with { Reference = reference, Columns = new WatchColumns { Target = "y", Score = "s" } };
        Assert.Equal(Run(Options(Write("stream.csv", Rows(2, 600)))).Windows.SelectMany(w => w.Classes).Select(c => (c.Known, c.Hits)),
            Run(options).Windows.SelectMany(w => w.Classes).Select(c => (c.Known, c.Hits)));
        Assert.All(Run(options with { Threshold = 1e-9 }).Windows, w => Assert.Equal(300, w.Classes[1].Predicted));
    }

    [Fact]
    public void A_saved_model_scores_the_rows_and_its_decision_is_taken()
    {
        string[] Raw(ulong seed, int count, double shift = 0) =>
            [.. Rows(seed, count, shift).Select(r => r.Split(','))
            .Select((c, i) => $"{c[0]},{c[1]},{(i % 3 == 0 ? "red" : "blue")},{c[4]}")];
        var reference = Write2("raw-reference.csv", "a,b,colour,y\n" + string.Join('\n', Raw(1, 600)) + "\n");
        var model = Path.Combine(_folder, "model.cpm");
        TableTraining.Run(new TableTrainingOptions { Path = Write2("train.csv", "a,b,colour,y\n" + string.Join('\n', Raw(7, 600)) + "\n"),
            Reading = new TableReadOptions { Target = "y" }, Output = model, Method = "threshold", Classifier = "logistic",
            TestShare = 0 });
        var options = Options(Write2("raw.csv", "y,colour,b,a\n" + string.Join('\n',
            Raw(2, 600).Append("0,0,green,no").Select(r => string.Join(',', Enumerable.Reverse(r.Split(','))))) + "\n")) with { Reference =
            reference, Model = model };
        var result = Run(options);
        Assert.Equal((601, 0), (result.Rows, result.BadRows));
        Assert.InRange(result.ReferenceRecall["yes"], .6, 1);
        Assert.InRange(result.Windows.Sum(w => w.Classes[1].Hits) / (double)result.Windows.Sum(w => w.Classes[1].Known), .6, 1);
        Assert.Throws<FileNotFoundException>(() => Run(options with { Model = "none.cpm" }));
        Assert.Contains("the model knows no, yes", Assert.Throws<InvalidDataException>(() =>
            Run(options with { Reference = Write2("other.csv", "a,b,colour,y\n1,2,red,maybe\n2,1,red,no\n") })).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_decimal_comma_is_read_where_it_is_named_and_from_standard_input_with_semicolons()
    {
        static string Comma(string text) => text.Replace(',', ';').Replace('.', ',');
        var (reference, stream) = (Write("plain-reference.csv", Rows(1, 600)), Write("plain.csv", Rows(2, 900)));
        var plain = Run(Options(stream) with { Reference = reference });
        var comma = Options(Write2("comma.csv", Comma(File.ReadAllText(stream)))) with { Reference = Write2("comma-reference.csv",
            Comma(File.ReadAllText(reference))), Reading = new TableReadOptions { DecimalSeparator = ',' } };
        Assert.Equal(Describe(plain), Describe(Run(comma)));
        Assert.Equal(Describe(plain), Describe(StreamWatch.Run(comma with { Stream = "-" },
            new StringReader(Comma(File.ReadAllText(stream))))));
        Assert.NotEqual(0, Run(comma with { Reading = new(), Reference = reference }).BadRows);
        var kept = comma with { State = Path.Combine(_folder, "comma.state") };
        Run(kept);
        Assert.Contains("other options", Assert.Throws<InvalidDataException>(() => Run(kept with { Reference = reference,
            Reading = new() })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_brings_how_its_table_was_written()
    {
        static string Comma(string text) => text.Replace(',', ';').Replace('.', ',');
        string Table(string name, ulong seed, bool comma)
        {
            var rows = Rows(seed, 600).Select(r => r.Split(',')).Select((c, i) => $"{c[0]},{c[1]},{(c[4] == "yes" ? 3 : 0)}")
                .Prepend("a,b,y");
            var text = string.Join('\n', rows) + "\n";
            return Write2(name, comma ? Comma(text) : text);
        }

        WatchResult Of(bool comma)
        {
            var model = Path.Combine(_folder, $"{comma}.cpm");
            TableTraining.Run(new TableTrainingOptions { Path = Table($"t{comma}.csv", 7, comma), Output = model, Method = "threshold",
                Classifier = "logistic", TestShare = 0, Reading = new TableReadOptions { Target = "y",
                PositiveWhen = ClassRule.Parse(">0"), DecimalSeparator = comma ? ',' : '.' } });
            return Run(Options(Table($"s{comma}.csv", 2, comma)) with { Reference = Table($"r{comma}.csv", 1, comma), Model = model });
        }

        var plain = Of(comma: false);
        Assert.Equal((600, 0, 600), (plain.Rows, plain.BadRows, plain.Labelled));
        Assert.Equal(Describe(plain), Describe(Of(comma: true)));
    }

    [Fact]
    public void What_cannot_be_used_is_refused_with_the_remedy()
    {
        var stream = Write("stream.csv", Rows(2, 10));
        var wrong = Assert.Throws<InvalidOptionsException>(() =>
            Run(Options(stream) with { Window = 5, Threshold = 2, LabelDelay = -1, Labels = "x" }));
        Assert.Equal(5, wrong.Faults.Count);
        Assert.Throws<FileNotFoundException>(() => Run(Options(Path.Combine(_folder, "none.csv"))));
        Assert.Contains("p_no", Assert.Throws<InvalidDataException>(() =>
            Run(Options(stream) with { Reference = Write2("r.csv", "a,y\n1,no\n2,yes\n") })).Message, StringComparison.Ordinal);
        Assert.Contains("one class", Assert.Throws<InvalidDataException>(() =>
            Run(Options(stream) with { Reference = Write2("r.csv", "a,p_no,y\n1,1,no\n2,1,no\n") })).Message, StringComparison.Ordinal);
        Assert.Contains("no column 'b'", Assert.Throws<InvalidDataException>(() => Run(Options(Write2("s.csv", "a,p_no,p_yes,y\n"))))
            .Message, StringComparison.Ordinal);
        Assert.Contains("classes of the reference are no, yes",
            Assert.Throws<InvalidDataException>(() => Run(Options(stream) with { Minority = "oui" })).Message, StringComparison.Ordinal);
        var state = Path.Combine(_folder, "state");
        Run(Options(stream) with { State = state });
        Assert.Contains("other options", Assert.Throws<InvalidDataException>(() => Run(Options(stream) with { State = state, Window = 50 }))
            .Message, StringComparison.Ordinal);
        File.WriteAllText(state, "{");
        Assert.Contains("no state of a watch", Assert.Throws<InvalidDataException>(() => Run(Options(stream) with { State = state }))
            .Message, StringComparison.Ordinal);
        Assert.Empty(Run(Options(Write2("empty.csv", "a,b,p_no,p_yes,y\n"))).Windows);
    }

    private WatchOptions Options(string stream) => new() { Reference = Reference(), Stream = stream,
        Columns = new WatchColumns { Target = "y" }, Window = 300 };

    private static WatchResult Run(WatchOptions options, CancellationToken cancellationToken = default) =>
        StreamWatch.Run(options, null, null, cancellationToken);

    private string Reference()
    {
        var path = Path.Combine(_folder, "reference.csv");
        if (!File.Exists(path))
            File.WriteAllText(path, Text(Rows(1, 900)));
        return path;
    }

    private string Write(string name, IEnumerable<string> rows) => Write2(name, Text(rows));

    private string Write2(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    private static string Text(IEnumerable<string> rows) => string.Join('\n', ["a,b,p_no,p_yes,y", .. rows]) + "\n";

    /// <summary>Two classes whose posterior is known; b can be moved, and rare rows can be shown as if they were frequent ones.</summary>
    private static string[] Rows(ulong seed, int count, double shift = 0, double flipped = 0)
    {
        var random = new RandomStream(seed, "rows");
        return [.. Enumerable.Range(0, count).Select(_ =>
        {
            var yes = random.NextDouble() < .2;
            var shown = yes && random.NextDouble() >= flipped;
            var a = random.NextNormal() + (shown ? 2.5 : 0);
            var p = 1 / (1 + Math.Exp(3.125 - (2.5 * a) + Math.Log(.8 / .2)));
            return string.Create(CultureInfo.InvariantCulture,
                $"{a:R},{random.NextNormal() + shift:R},{1 - p:R},{p:R},{(yes ? "yes" : "no")}");
        })];
    }

    private static string Describe(WatchResult result)
    {
        var text = new StringBuilder($"{result.Rows} {result.Labelled} {result.BadRows}\n");
        foreach (var window in result.Windows)
            text.Append(CultureInfo.InvariantCulture,
                $"{window.Number} {window.FirstRow} {window.Level} "
                + $"{string.Join(' ', window.Classes.Select(c => $"{c.Name} {c.Predicted} {c.Known} {c.Hits} {c.ExpectedRecall:R}"))}\n");
        foreach (var alarm in result.Alarms)
            text.Append(CultureInfo.InvariantCulture, $"{alarm}\n");
        return text.ToString();
    }

    private sealed class Seen(Action<WatchProgress> told) : IProgress<WatchProgress>
    {
        public void Report(WatchProgress value) => told(value);
    }

    /// <summary>Ends as a process does that is killed: with the last row, and no word to anyone.</summary>
    private sealed class DyingReader(string text) : StringReader(text)
    {
        public override int Read(char[] buffer, int index, int count) => base.Read(buffer, index, count) is var read and > 0 ? read
            : throw new InvalidTimeZoneException("killed");

        public override int Read(Span<char> buffer) => base.Read(buffer) is var read and > 0 ? read
            : throw new InvalidTimeZoneException("killed");
    }
}
