using System.Globalization;
using Counterpoise.Experiments;
using Counterpoise.Workflows.Events;

namespace Counterpoise.Workflows.Tables;

/// <summary>Warns of test rows that equal a training row: what a model has seen, it need not predict.</summary>
internal static class RepeatedRowsNotice
{
    /// <summary>Counts them in every data set, and tells people.</summary>
    /// <param name="sets">The data sets.</param>
    /// <param name="draws">Whether folds are drawn, so that equal rows could be kept together; not forward in time.</param>
    /// <param name="events">Who is told what people must know.</param>
    public static IReadOnlyList<RepeatedRows> Of(IReadOnlyList<TableDataSet> sets, bool draws, IProgress<WorkflowEvent>? events)
    {
        RepeatedRows[] found = [.. sets.Select(RepeatedRows.Of).Where(r => r.Rows > 0)];
        foreach (var repeated in found)
        {
            events.Warn($"{Describe(repeated)}"
                + $"{(draws ? "; --equal-rows together keeps equal rows of a table without official folds in one fold" : "")}");
        }

        return found;
    }

    /// <summary>The finding in a sentence.</summary>
    public static string Describe(RepeatedRows repeated) => string.Create(
        CultureInfo.InvariantCulture,
        $"{repeated.DataSet}: {repeated.Rows} of {repeated.TestRows} test rows ({(double)repeated.Rows / repeated.TestRows:0.#%}) equal "
            + $"a training row of their fold in every "
            + $"feature{(repeated.Nearly > 0 ? $", {repeated.Nearly} of them but for rounding" : "")} "
            + $"({string.Join(", ", repeated.ByFold)} by fold), so that scores are better "
            + $"than on new rows");
}
