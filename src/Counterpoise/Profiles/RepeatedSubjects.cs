using System.Globalization;
using Counterpoise.Metrics;
using Counterpoise.Tables;

namespace Counterpoise.Profiles;

/// <summary>
/// Finds columns that name subjects which are measured again and again: far more of their values have rows of one class alone than chance
/// gives.
/// </summary>
internal static class RepeatedSubjects
{
    private const int FewestSubjects = 5;
    private const double OneClass = 0.8;
    private const double InRepeated = 0.8;
    private const double Deviations = 6;

    // A number that ranks the classes measures something.
    private const double Ranks = 0.9;

    /// <summary>The suspicion, or null.</summary>
    /// <param name="column">A feature.</param>
    /// <param name="labels">The classes.</param>
    /// <param name="many">Whether to look at columns of many values, or at those of few, which may as well give the class away.</param>
    public static SuspectColumn? Of(Column column, Labels labels, bool many)
    {
        var numbers = column as NumericColumn;
        if (numbers is not null && !Array.TrueForAll(numbers.Values.ToArray(), v => double.IsNaN(v) || double.IsInteger(v)))
            return null;
        var subjects = Enumerable.Range(0, column.Count).Where(i => !column.IsMissing(i))
            .GroupBy(i => numbers is not null ? numbers[i] : ((CategoricalColumn)column).Codes[i]).Select(g => g.ToArray()).ToArray();
        var repeated = subjects.Where(s => s.Length > 1).ToArray();
        if (subjects.Length < FewestSubjects || subjects.Length > SuspectColumns.FewValues != many || 2 * subjects.Length > column.Count
            || repeated.Sum(s => s.Length) < InRepeated * column.Count)
            return null;
        double[] shares = [.. labels.ClassCounts().Select(c => c / (double)labels.Count)];
        double[] chances = [.. repeated.Select(s => shares.Sum(p => Math.Pow(p, s.Length)))];
        var pure = repeated.Count(s => Array.TrueForAll(s, i => labels[i] == labels[s[0]]));
        var deviation = Math.Sqrt(chances.Sum(q => q * (1 - q)));
        return pure >= OneClass * repeated.Length && pure - chances.Sum() > Deviations * deviation && !RanksClasses(numbers, labels)
            ? new SuspectColumn(column.Name, ColumnSuspicion.NamesSubjects,
                string.Create(CultureInfo.InvariantCulture,
                $"{subjects.Length} values in {column.Count} rows, and {pure} of the {repeated.Length} that are repeated have rows of "
                + $"one class alone, where chance would give {chances.Sum():0.#}"))
            : null;
    }

    private static bool RanksClasses(NumericColumn? column, Labels labels)
    {
        if (column is null || column.MissingCount > 0)
            return false;
        var (codes, values) = (labels.Codes.ToArray(), column.Values.ToArray());
        return Enumerable.Range(0, labels.Classes.Count).Where(c => codes.Contains(c))
            .Any(c => RankedScores.Of(codes, values, c).Auroc() is var auroc && Math.Max(auroc, 1 - auroc) >= Ranks);
    }
}
