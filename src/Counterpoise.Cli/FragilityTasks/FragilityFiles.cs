using System.CommandLine;
using System.Globalization;
using Counterpoise.Cli.Output;
using Counterpoise.Cli.TableTasks;
using Counterpoise.Data;
using Counterpoise.Tables;
using Counterpoise.Transfer.Curves;
using Counterpoise.Transfer.Fitting;
using Counterpoise.Transfer.Loading;
using Counterpoise.Transfer.Strategies;

namespace Counterpoise.Cli.FragilityTasks;

/// <summary>Reads the files that <c>counterpoise fragility</c> is given.</summary>
internal static class FragilityFiles
{
    /// <summary>The records of each structure; one that no column names bears the file's name.</summary>
    public static IReadOnlyList<FragilityRecords> Records(ParseResult parsed, string path, CancellationToken cancellationToken) =>
        In(path, () => FragilityTables.ReadRecords(Table(path, cancellationToken), Columns(parsed), Name(path)));

    public static DamageStateRecords States(ParseResult parsed, string path, CancellationToken cancellationToken)
    {
        var names = Lists.Of(parsed.GetValue(FragilityOptions.States));
        var table = Table(path, cancellationToken);
        var column = parsed.GetValue(FragilityOptions.State)!;
        if (names.Length == 0 && table[column] is NumericColumn numbers)
            names = [.. Enumerable.Range(1, Math.Max(1, (int)numbers.Values.ToArray().Where(double.IsFinite).DefaultIfEmpty(1).Max()))
                .Select(s => string.Create(CultureInfo.InvariantCulture, $"state {s}"))];
        if (names.Length == 0)
            throw new InputException(
                $"column '{column}' holds names of states: give their order from light to heavy with --states");
        return In(path, () => FragilityTables.ReadStates(table, parsed.GetValue(FragilityOptions.Intensity) ?? table.Columns[0].Name,
            column, names, name: Name(path)));
    }

    public static CapacityRecords Capacities(ParseResult parsed, string path, CancellationToken cancellationToken) =>
        In(path, () => FragilityTables.ReadCapacities(Table(path, cancellationToken), parsed.GetValue(FragilityOptions.Capacity)!,
            parsed.GetValue(FragilityOptions.Censored), Name(path)));

    public static IReadOnlyList<CovariateRecords> Covariates(ParseResult parsed, string path, CancellationToken cancellationToken) =>
        In(path, () => FragilityTables.ReadCovariates(Table(path, cancellationToken), Columns(parsed),
            Lists.Of(parsed.GetValue(FragilityOptions.Covariates)), Name(path)));

    public static IReadOnlyList<FragilitySource> Curves(string path, CancellationToken cancellationToken) =>
        In(path, () => FragilityTables.ReadCurves(Table(path, cancellationToken)));

    public static HazardCurve? Hazard(ParseResult parsed, CancellationToken cancellationToken) =>
        parsed.GetValue(FragilityOptions.Hazard) is { } path ? In(path, () => FragilityTables.ReadHazard(Table(path, cancellationToken)))
            : null;

    private static FragilityColumns Columns(ParseResult parsed)
    {
        var trials = parsed.GetValue(FragilityOptions.Trials);
        var isNumber = int.TryParse(trials, NumberStyles.None, CultureInfo.InvariantCulture, out var count);
        return new FragilityColumns
        {
            Intensity = parsed.GetValue(FragilityOptions.Intensity), Trials = isNumber ? null : trials, TrialCount = isNumber ? count
                : null, Failures = parsed.GetValue(FragilityOptions.Failures),
            Group = parsed.GetValue(FragilityOptions.Structure), Event = parsed.GetValue(FragilityOptions.Event),
        };
    }

    private static Table Table(string path, CancellationToken cancellationToken)
    {
        if (!TableInputs.IsTable(path))
            throw new InputException(
                $"'{path}' is no table: expected a file that ends in {string.Join(", ", TableInputs.Extensions)}, or in .mat");
        return TableOptions.Open(path, new TableReadOptions(), lenient: false, Terminal.Say, cancellationToken).Table;
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
