using System.Globalization;
using Counterpoise.Data;
using Counterpoise.Messages;
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
        In(Read(data, events, cancellationToken), table => FragilityTables.ReadRecords(table, data.Columns, Name(data.Path)));

    public static DamageStateRecords States(FragilityDataOptions data, IProgress<WorkflowEvent>? events,
        CancellationToken cancellationToken)
    {
        var names = data.States.ToArray();
        var read = Read(data, events, cancellationToken);
        var column = data.State!;
        if (names.Length == 0 && In(read, table => table[column]) is NumericColumn numbers)
            names = [.. Enumerable.Range(1, Math.Max(1, (int)numbers.Values.ToArray().Where(double.IsFinite).DefaultIfEmpty(1).Max()))
                .Select(s => string.Create(CultureInfo.InvariantCulture, $"state {s}"))];
        if (names.Length == 0)
            throw new InputException(
                $"column '{column}' holds names of states: give their order from light to heavy with --states");
        return In(read, table => FragilityTables.ReadStates(table, data.Columns.Intensity ?? table.Columns[0].Name,
            column, names, name: Name(data.Path)));
    }

    public static CapacityRecords Capacities(FragilityDataOptions data, IProgress<WorkflowEvent>? events,
        CancellationToken cancellationToken) =>
        In(Read(data, events, cancellationToken), table => FragilityTables.ReadCapacities(table, data.Capacity!, data.Censored,
            Name(data.Path)));

    public static IReadOnlyList<CovariateRecords> Covariates(FragilityDataOptions data, IProgress<WorkflowEvent>? events,
        CancellationToken cancellationToken) =>
        In(Read(data, events, cancellationToken), table => FragilityTables.ReadCovariates(table, data.Columns, data.Covariates,
            Name(data.Path)));

    public static IReadOnlyList<FragilitySource> Curves(FragilityDataOptions data, string path, IProgress<WorkflowEvent>? events,
        CancellationToken cancellationToken) => In(Read(data with { Path = path }, events, cancellationToken), FragilityTables.ReadCurves);

    public static HazardCurve? Hazard(FragilityOutputOptions output, IProgress<WorkflowEvent>? events,
        CancellationToken cancellationToken) => output.Hazard is { } path
        ? In(Read(new FragilityDataOptions { Path = path, Reading = output.Reading }, events, cancellationToken),
            FragilityTables.ReadHazard) : null;

    private static (string Path, TableReadResult Table) Read(FragilityDataOptions data, IProgress<WorkflowEvent>? events,
        CancellationToken cancellationToken)
    {
        var path = data.Path;
        if (!TableInputs.IsTable(path))
            throw new InputException(
                $"'{path}' is no table: expected a file that ends in {string.Join(", ", TableInputs.Extensions)}, or in .mat");
        return (path, TableInput.Open(path, data.Reading, data.Lenient, events, cancellationToken));
    }

    private static string Name(string path) => Path.GetFileNameWithoutExtension(path);

    /// <summary>What a file does not hold is said with its name, and with the line of a row.</summary>
    private static T In<T>((string Path, TableReadResult Table) file, Func<Table, T> read)
    {
        try
        {
            return read(file.Table.Table);
        }
        catch (ArgumentException fault)
        {
            throw new InputException($"{file.Path}: "
                + $"{InputFault.Text(fault).Word(part => part is RowPart row ? file.Table.Place(row.Row) : null)}");
        }
    }
}
