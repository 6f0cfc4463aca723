using Counterpoise.Metrics;
using Counterpoise.Randomness;
using Counterpoise.Tables;

namespace Counterpoise.Lifecycle.Repair.Trials;

/// <summary>
/// Windows of real rows, of which those from one on are changed. Every window has rows of its own: a refit would know rows again that came
/// before, and seem better than it is.
/// </summary>
internal sealed class DriftStream
{
    // Below it the detectors do not test a window.
    private const int LeastRows = 30;

    private readonly Table _rows;
    private readonly int _size;
    private readonly DriftKind _kind;
    private readonly DriftTrialOptions _options;
    private readonly ulong _seed;
    private readonly string[] _moved;
    private readonly double[] _deviations;
    private readonly double _region;

    public DriftStream(Table table, DriftKind kind, DriftTrialOptions options, ulong seed)
    {
        (_kind, _options, _seed) = (kind, options, seed);
        var order = Enumerable.Range(0, table.RowCount).ToArray();
        if (!options.KeepsOrder && kind != DriftKind.Natural)
            new RandomStream(seed, "order").Shuffle(order.AsSpan());
        var cut = (int)(options.TrainingShare * order.Length);
        (Training, _rows) = (table.Select(order.AsSpan(0, cut)), table.Select(order.AsSpan(cut)));
        if (kind == DriftKind.Natural && _rows.RowCount < options.Windows * options.Window)
            throw new ArgumentException(
                $"{_rows.RowCount} rows are left after training; {options.Windows} windows of {options.Window} need "
                + $"{options.Windows * options.Window}", nameof(table));
        _size = Math.Min(options.Window, _rows.RowCount / options.Windows);
        if (kind != DriftKind.Natural && _size < LeastRows)
            throw new ArgumentException(
                $"{_rows.RowCount} rows are left after training; {options.Windows} windows need {options.Windows * LeastRows}, "
                + $"{LeastRows} each", nameof(table));
        var strongest = Strongest(Training);
        _moved = [.. strongest.Take(2)];
        _deviations = [.. _moved.Select(name => Deviation((NumericColumn)Training[name]))];
        _region = _moved.Length == 0 ? double.PositiveInfinity : Quantile((NumericColumn)Training[_moved[0]], .9);
    }

    public Table Training { get; }

    /// <summary>Draws a window.</summary>
    public Table Window(int number)
    {
        if (_kind == DriftKind.Natural)
            return _rows.Select([.. Enumerable.Range(number * _options.Window, _options.Window)]);
        var rows = Own(number);
        var drifted = number >= _options.DriftAt;
        var labels = _rows.RequireLabels();
        var minority = Training.RequireLabels().MinorityClass();
        if (_kind == DriftKind.Prior && drifted)
        {
            // Of a rare class there are not three times as many: rows of the window come again within it, and in no other.
            var random = new RandomStream(_seed, "window", (ulong)number);
            var (own, others) = (rows.Where(i => labels[i] == minority).ToArray(), rows.Where(i => labels[i] != minority).ToArray());
            var share = Math.Min(.5, 3.0 * own.Length / rows.Length);
            rows = Array.ConvertAll(rows, _ => Draw(own.Length > 0 && random.NextDouble() < share ? own : others, random));
        }

        var window = _rows.Select(rows);
        return !drifted ? window : _kind switch
        {
            DriftKind.Covariate => Moved(window),
            DriftKind.Region => Swapped(window, minority),
            _ => window,
        };
    }

    private static int Draw(int[] places, RandomStream random) => places[random.NextInteger(places.Length)];

    /// <summary>The rows of a window, which no other has.</summary>
    private int[] Own(int number) => [.. Enumerable.Range(number * _size, _size)];

    private Table Moved(Table window) => window.With([.. window.Columns.Select(column =>
        Array.IndexOf(_moved, column.Name) is var place and >= 0
        ? new NumericColumn(column.Name, [.. ((NumericColumn)column).Values.ToArray().Select(v => v + (2 * _deviations[place]))])
            : column)]);

    private Table Swapped(Table window, int minority)
    {
        if (_moved.Length == 0)
            return window;
        var labels = window.RequireLabels();
        var majority = Enumerable.Range(0, labels.Classes.Count).MaxBy(c => Training.RequireLabels().ClassCounts()[c]);
        var values = (NumericColumn)window[_moved[0]];
        return window.With(labels.WithCodes([.. Enumerable.Range(0, window.RowCount)
            .Select(i => values[i] > _region ? labels[i] == minority ? majority : minority : labels[i])]));
    }

    /// <summary>Numeric columns by how well each alone ranks the minority.</summary>
    private static string[] Strongest(Table training)
    {
        var labels = training.RequireLabels();
        var minority = labels.MinorityClass();
        return [.. training.Columns.OfType<NumericColumn>().Where(c => c.MissingCount == 0
            && c.Values.ToArray().Distinct().Take(10).Count() == 10)
            .OrderByDescending(c => Math.Abs(Auroc.Of(labels.Codes, c.Values, minority) - .5)).Select(c => c.Name)];
    }

    private static double Deviation(NumericColumn column)
    {
        var values = column.Values.ToArray();
        var mean = values.Average();
        return Math.Sqrt(values.Average(v => (v - mean) * (v - mean)));
    }

    private static double Quantile(NumericColumn column, double share)
    {
        var sorted = column.Values.ToArray().Order().ToArray();
        return sorted[(int)(share * (sorted.Length - 1))];
    }
}
