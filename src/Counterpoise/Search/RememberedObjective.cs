using Counterpoise.Search.Trials;

namespace Counterpoise.Search;

/// <summary>An objective that is asked once for equal values; what is not a number counts as the worst.</summary>
internal sealed class RememberedObjective(IReadOnlyList<SearchParameter> ranges, Func<double[], double> objective)
{
    private readonly Dictionary<string, double> _known = [];
    private readonly List<double> _trace = [];
    private double[] _best = [];
    private double _value = double.PositiveInfinity;

    /// <summary>Checks the ranges.</summary>
    public static void Check(IReadOnlyList<SearchParameter> ranges)
    {
        ArgumentNullException.ThrowIfNull(ranges);
        if (ranges.Count == 0)
        {
            throw new ArgumentException("there is no range to search; expected at least one", nameof(ranges));
        }

        foreach (var range in ranges)
        {
            range.Validate();
        }
    }

    /// <summary>The objective at places of the ranges, each from 0 to 1.</summary>
    public double At(ReadOnlySpan<double> places)
    {
        var values = new double[ranges.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = ranges[i].At(places[i]);
        }

        var key = string.Join(' ', values.Select(v => v.ToString("G12", System.Globalization.CultureInfo.InvariantCulture)));
        if (!_known.TryGetValue(key, out var found))
        {
            found = objective(values);
            found = double.IsNaN(found) ? double.PositiveInfinity : found;
            _known.Add(key, found);
        }

        if (found < _value || _best.Length == 0)
        {
            (_best, _value) = (values, found);
        }

        _trace.Add(_value);
        return found;
    }

    public SearchResult Result() => new(_best, _value, _trace, _known.Count);
}
