using System.Globalization;
using Counterpoise.Data;
using Counterpoise.Tables;
using Counterpoise.Transfer.Curves;
using Counterpoise.Transfer.Fitting;
using Counterpoise.Transfer.Loading;
using Counterpoise.Transfer.Strategies;
using Counterpoise.Workflows.Events;
using Counterpoise.Workflows.Tables;

namespace Counterpoise.Workflows.Fragility;

/// <summary>Reads the files of fragility workflows.</summary>
internal static class FragilityFiles
{
    /// <summary>The records of each structure; one that no column names bears the file's name.</summary>
    public static IReadOnlyList<FragilityRecords> Records(FragilityDataOptions data, IProgress<WorkflowEvent>? events,
        CancellationToken cancellationToken) =>
        In(data.Path, () => FragilityTables.ReadRecords(Table(data.Path, events, cancellationToken), data.Columns, Name(data.Path)));

    public static DamageStateRecords States(FragilityDataOptions data, IProgress<WorkflowEvent>? events,
        CancellationToken cancellationToken)
    {
        var names = data.States.ToArray();
        var table = Table(data.Path, events, cancellationToken);
        var column = data.State!;
        if (names.Length == 0 && table[column] is NumericColumn numbers)
            names = [.. Enumerable.Range(1, Math.Max(1, (int)numbers.Values.ToArray().Where(double.IsFinite).DefaultIfEmpty(1).Max()))
                .Select(s => string.Create(CultureInfo.InvariantCulture, $"state {s}"))];
        if (names.Length == 0)
            throw new InputException(
                $"column '{column}' holds names of states: give their order from light to heavy with --states");
        return In(data.Path, () => FragilityTables.ReadStates(table, data.Columns.Intensity ?? table.Columns[0].Name,
            column, names, name: Name(data.Path)));
    }

    public static CapacityRecords Capacities(FragilityDataOptions data, IProgress<WorkflowEvent>? events,
        CancellationToken cancellationToken) =>
        In(data.Path, () => FragilityTables.ReadCapacities(Table(data.Path, events, cancellationToken), data.Capacity!,
            data.Censored, Name(data.Path)));

    public static IReadOnlyList<CovariateRecords> Covariates(FragilityDataOptions data, IProgress<WorkflowEvent>? events,
        CancellationToken cancellationToken) =>
        In(data.Path, () => FragilityTables.ReadCovariates(Table(data.Path, events, cancellationToken), data.Columns,
            data.Covariates, Name(data.Path)));

    public static IReadOnlyList<FragilitySource> Curves(string path, IProgress<WorkflowEvent>? events,
        CancellationToken cancellationToken) =>
        In(path, () => FragilityTables.ReadCurves(Table(path, events, cancellationToken)));

    public static HazardCurve? Hazard(string? path, IProgress<WorkflowEvent>? events, CancellationToken cancellationToken) =>
        path is not null ? In(path, () => FragilityTables.ReadHazard(Table(path, events, cancellationToken)))
            : null;

    private static Table Table(string path, IProgress<WorkflowEvent>? events, CancellationToken cancellationToken)
    {
        if (!TableInputs.IsTable(path))
            throw new InputException(
                $"'{path}' is no table: expected a file that ends in {string.Join(", ", TableInputs.Extensions)}, or in .mat");
        return TableInput.Open(path, new TableReadOptions(), lenient: false, events, cancellationToken).Table;
    }

    private static string Name(string path) => Path.GetFileNameWithoutExtension(path);

    /// <summary>What a file does not hold is said with its name.</summary>
    private static T In<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (ArgumentException e)
        {
            throw new InputException($"{path}: {e.Message}");
        }
    }
}
