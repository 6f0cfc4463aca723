using System.Globalization;
using Counterpoise.Tables;
using Counterpoise.Workflows.Events;
using Counterpoise.Workflows.Tables;

namespace Counterpoise.Workflows.Regression;

/// <summary>A table whose target is a number.</summary>
internal static class RegressionInput
{
    /// <summary>Distinct numbers below which a target is rather a class or a count.</summary>
    private const int FewNumbers = 8;

    /// <summary>Reads features and targets; rows without a target are left out, and told.</summary>
    /// <exception cref="InputException">
    /// The table cannot be read, or the target is not there, no number, or the same everywhere.
    /// </exception>
    public static (Table Features, double[] Targets) Open(RegressionDataOptions options, IProgress<WorkflowEvent>? events,
        CancellationToken cancellationToken)
    {
        var name = options.Reading.Target
            ?? throw new InputException("--task regression needs to know which number is predicted: give --target");
        if (Directory.Exists(options.Input))
            throw new InputException($"'{options.Input}' is a folder, and --task regression takes a table that ends in "
                + $"{string.Join(", ", TableInputs.Extensions)}");
        TableInput.RefuseWeights(options.Reading, "--task regression");
        var reading = options.Reading with { Target = null, LastColumnIsTarget = false };
        var table = TableInput.Open(options.Input, reading, options.Lenient, events, cancellationToken).Table;
        if (table.Columns.FirstOrDefault(c => c.Name == name) is not { } column)
            throw new InputException(
                $"{options.Input} has no column '{name}'; the columns are {string.Join(", ", table.Columns.Select(c => c.Name))}");
        if (column is not NumericColumn numbers)
            throw new InputException(
                $"{options.Input}: the target '{name}' is categorical, and --task regression predicts a number: leave --task out, or read "
                + $"it as a number with --numeric {CommandText.Quote(name)}");
        int[] known = [.. Enumerable.Range(0, table.RowCount).Where(i => double.IsFinite(numbers[i]))];
        if (known.Length < table.RowCount)
            events.Warn($"{options.Input}: {table.RowCount - known.Length} of {table.RowCount} rows have no '{name}' and are left out");
        double[] targets = [.. known.Select(i => numbers[i])];
        var distinct = targets.Distinct().Count();
        if (distinct < 2)
            throw new InputException($"{options.Input}: the target '{name}' is {Text(targets)} in every row; there is nothing to predict");
        if (distinct < FewNumbers)
            events.Warn($"{options.Input}: the target '{name}' has {distinct} different numbers; if they are classes, leave --task out");
        var features = (known.Length < table.RowCount ? table.Select(known) : table).Without(name);
        return features.Columns.Count > 0 ? (features, targets)
            : throw new InputException($"{options.Input} has no column beside the target '{name}' to predict it from");
    }

    private static string Text(double[] targets) => targets.Length == 0 ? "missing" : targets[0].ToString(CultureInfo.InvariantCulture);
}
