using Counterpoise.Numerics;
using Counterpoise.Randomness;
using Counterpoise.Resampling;

namespace Counterpoise.ImbalancedRegression;

/// <summary>Collects the rows of a result.</summary>
internal sealed class RegressionRows(DenseMatrix features, double[] targets)
{
    private readonly List<double> _values = [];
    private readonly List<double> _targets = [];
    private readonly List<RowProvenance> _provenance = [];
    private readonly List<string> _notes = [];

    public void Keep(IEnumerable<int> rows)
    {
        foreach (var row in rows) Add(features.Row(row), targets[row], RowProvenance.Original(row));
    }

    public void Copy(int row) => Add(features.Row(row), targets[row], RowProvenance.Duplicate(row));

    public void Add(ReadOnlySpan<double> row, double target, RowProvenance provenance)
    {
        _values.AddRange(row);
        _targets.Add(target);
        _provenance.Add(provenance);
    }

    public void Note(string note) => _notes.Add(note);

    public RegressionResampleResult Build() => new(new DenseMatrix(_targets.Count, features.Columns, [.. _values]), [.. _targets],
        _provenance, _notes);

    /// <summary>Rows that each run is to have.</summary>
    public static int[] Wanted(IReadOnlyList<TargetBump> bumps, RegressionBalance balance)
    {
        var rows = bumps.Sum(b => b.Rows.Length);
        var even = rows / (double)bumps.Count;
        if (balance == RegressionBalance.Even) return [.. bumps.Select(_ => (int)Math.Round(even))];
        double[] inverse = [.. bumps.Select(b => even * even / b.Rows.Length)];
        return [.. inverse.Select(v => Math.Max(1, (int)Math.Round(v * rows / inverse.Sum())))];
    }

    /// <summary>So many of the rows, drawn without replacement, in their order.</summary>
    public static int[] Draw(int[] rows, int count, IRandomSource rng)
    {
        var drawn = rng.Permutation(rows.Length)[..Math.Min(count, rows.Length)];
        Array.Sort(drawn);
        return Array.ConvertAll(drawn, i => rows[i]);
    }
}
