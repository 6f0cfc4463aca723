using Counterpoise.Messages;

namespace Counterpoise.Resampling;

public sealed partial class SamplingStrategy
{
    /// <summary>
    /// Works out the counts: rows to add per class for <see cref="ResamplingKind.Over"/>, rows to keep per class otherwise;
    /// only classes that are resampled are in the answer, in ascending order.
    /// </summary>
    /// <param name="labels">The class of each row, [rows]; at least two classes.</param>
    /// <param name="kind">What the resampler does.</param>
    /// <exception cref="ArgumentException">The strategy does not fit the method or the data.</exception>
    public IReadOnlyDictionary<int, int> Resolve(int[] labels, ResamplingKind kind)
    {
        ArgumentNullException.ThrowIfNull(labels);
        return Resolve(new ClassRows(labels), kind);
    }

    internal SortedDictionary<int, int> Resolve(ClassRows rows, ResamplingKind kind)
    {
        var over = kind is ResamplingKind.Over or ResamplingKind.Combined;
        return _name switch
        {
            "ratio" => FromRatio(rows, over, kind),
            "counts" => FromCounts(_counts!, rows, over, kind),
            "function" => FromCounts(_function!(rows.Classes.ToDictionary(c => c, rows.Count)), rows, over, kind),
            "classes" => FromClasses(rows, kind),
            "minority" when !over => throw new ArgumentException(
                "strategy 'minority' would remove rows of the rarest class: use it with over-sampling, or 'not minority' here"),
            "majority" when over => throw new ArgumentException(
                "strategy 'majority' would add rows to the most frequent class: use it with under-sampling, or 'not majority' here"),
            _ => FromName(rows, over),
        };
    }

    private SortedDictionary<int, int> FromName(ClassRows rows, bool over)
    {
        var chosen = rows.Classes.Where(label => _name switch
        {
            "minority" => label == rows.Minority,
            "majority" => label == rows.Majority,
            "not minority" => label != rows.Minority,
            "not majority" => label != rows.Majority,
            "all" => true,
            _ => over ? label != rows.Majority : label != rows.Minority,
        });
        return new(chosen.ToDictionary(
            label => label,
            label => over ? rows.Count(rows.Majority) - rows.Count(label) : rows.Count(rows.Minority)));
    }

    private SortedDictionary<int, int> FromRatio(ClassRows rows, bool over, ResamplingKind kind)
    {
        if (kind == ResamplingKind.Clean || rows.Classes.Count != 2)
        {
            throw new ArgumentException(kind == ResamplingKind.Clean
                ? "a cleaning method does not choose how many rows stay: give it classes, not a ratio"
                : $"a ratio needs two classes, found {rows.Classes.Count}: give counts per class");
        }

        var other = rows.Classes.First(c => c != (over ? rows.Majority : rows.Minority));
        var wanted = over
            ? (int)((rows.Count(rows.Majority) * _ratio) - rows.Count(other))
            : (int)(rows.Count(rows.Minority) / _ratio);
        // Reached, or as near as whole rows come to it: nothing is to be done.
        if (over ? wanted <= 0 : wanted >= rows.Count(other))
            return new() { [other] = over ? 0 : rows.Count(other) };
        return new() { [other] = wanted };
    }

    private static SortedDictionary<int, int> FromCounts(IReadOnlyDictionary<int, int> counts, ClassRows rows, bool over,
        ResamplingKind kind)
    {
        if (kind == ResamplingKind.Clean)
        {
            throw new ArgumentException("a cleaning method does not choose how many rows stay: give it classes, not counts");
        }

        var resolved = new SortedDictionary<int, int>();
        foreach (var (label, count) in counts)
        {
            Require(rows, label);
            var present = rows.Count(label);
            if (count < 0 || (over ? count < present : count > present))
            {
                throw new DataMismatchException(
                    $"class {new ClassPart(label)} has {present} rows and {count} were asked: "
                    + $"{(over ? "over-sampling only adds rows" : "under-sampling only removes rows")}");
            }

            resolved[label] = over ? count - present : count;
        }

        if (over && resolved.Values.Sum(c => (long)c) + rows.Classes.Sum(c => (long)rows.Count(c)) > Array.MaxLength)
            throw new ArgumentException(
                $"{resolved.Values.Sum(c => (long)c)} new rows were asked, more than memory can hold: ask for fewer");
        return resolved;
    }

    private SortedDictionary<int, int> FromClasses(ClassRows rows, ResamplingKind kind)
    {
        if (kind != ResamplingKind.Clean)
        {
            throw new ArgumentException("a list of classes is for cleaning methods: give counts per class");
        }

        foreach (var label in _classes!)
        {
            Require(rows, label);
        }

        return new(_classes.Distinct().ToDictionary(label => label, _ => rows.Count(rows.Minority)));
    }

    private static void Require(ClassRows rows, int label)
    {
        if (!rows.Contains(label))
        {
            throw new DataMismatchException(
                $"class {new ClassPart(label)} is not in the data; found classes {rows.Classes.Select(c => new ClassPart(c))}");
        }
    }
}
