using System.Globalization;
using Counterpoise.Lifecycle.Drift;
using Counterpoise.Lifecycle.Watching;
using Spectre.Console;

namespace Counterpoise.Cli.Output;

/// <summary>What people see while a stream is watched: a live table in a terminal, a line for each alarm elsewhere.</summary>
internal sealed class WatchView : IProgress<WatchProgress>, IDisposable
{
    private const int ShownWindows = 12;
    private const int ShownAlarms = 8;

    private readonly WatchOptions _options;
    private readonly ManualResetEventSlim _ended = new();
    private readonly Task? _live;
    private WatchProgress? _last;
    private LiveDisplayContext? _context;

    public WatchView(WatchOptions options)
    {
        _options = options;
        if (Terminal.IsErrorRedirected || Terminal.IsSilent)
            return;
        using var started = new ManualResetEventSlim();
        _live = Task.Run(() => Terminal.People.Live(new Text("waiting for rows")).AutoClear(false).Start(context =>
        {
            _context = context;
            started.Set();
            _ended.Wait();
        }));
        started.Wait();
    }

    public void Report(WatchProgress value)
    {
        _last = value;
        if (_context is { } context)
        {
            context.UpdateTarget(Render(value));
            return;
        }

        if (value.Note is { } note)
            Terminal.Say(note);
        foreach (var alarm in value.Alarms)
            Terminal.Say($"{Name(alarm.Level)} in window {alarm.Window}, row {alarm.Row}: {alarm.Subject} ({alarm.Detector}): "
                + $"{alarm.Text}");
    }

    public void Dispose()
    {
        if (_ended.IsSet)
            return;
        _ended.Set();
        _live?.GetAwaiter().GetResult();
        _context = null;
    }

    public static string Name(DriftLevel level) => level switch
    {
        DriftLevel.Drift => "drift",
        DriftLevel.Warning => "warning",
        DriftLevel.NotTested => "not tested",
        _ => "stable",
    };

    /// <summary>The last windows and alarms as a table and a list.</summary>
    internal Rows Render(WatchProgress value)
    {
        var result = value.Result;
        var table = new Table { Border = TableBorder.Rounded, Title =
            new TableTitle(Markup.Escape($"{result.Rows} rows, {result.Labelled} classes known; {_options.Window} rows a window")) };
        table.AddColumn("window");
        foreach (var name in result.ReferenceRecall.Keys)
            table.AddColumn(new TableColumn(Markup.Escape(string.Create(CultureInfo.InvariantCulture,
                $"recall {name} ({result.ReferenceRecall[name]:0.00})"))) { Alignment = Justify.Right });
        table.AddColumn("level");
        foreach (var window in result.Windows.TakeLast(ShownWindows))
            table.AddRow([new Text($"{window.Number}"), .. window.Classes.Select(c => new Text(Recall(c))),
                new Text(Name(window.Level), Colour(window.Level))]);
        var alarms = result.Alarms.TakeLast(ShownAlarms).Select(a =>
            new Text($"window {a.Window}: {a.Subject} ({a.Detector}): {a.Text}", Colour(a.Level)));
        return new Rows([table, .. alarms]);
    }

    private static string Recall(WatchedClass c)
    {
        var known = c.Known == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{c.Recall:0.00} of {c.Known}");
        var expected = double.IsNaN(c.ExpectedRecall) ? "" : string.Create(CultureInfo.InvariantCulture, $"~{c.ExpectedRecall:0.00}");
        return string.Join(' ', new[] { known, expected }.Where(t => t.Length > 0));
    }

    private static Style Colour(DriftLevel level) => level switch
    {
        DriftLevel.Drift => new Style(Color.Red),
        DriftLevel.Warning => new Style(Color.Yellow),
        _ => Style.Plain,
    };
}
