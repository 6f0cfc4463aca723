using Counterpoise.Messages;
using Counterpoise.Numerics;
using Counterpoise.Tables;
using Counterpoise.Transfer.Curves;
using Counterpoise.Transfer.Fitting;
using Counterpoise.Transfer.Strategies;

namespace Counterpoise.Transfer.Loading;

/// <summary>
/// Makes records out of tables: stripes side by side (a column a structure), rows with counts or outcomes and the structure, event and
/// covariates of each, ordered damage states, capacities, published curves, hazard curves.
/// </summary>
public static class FragilityTables
{
    /// <summary>Reads the records of each structure.</summary>
    /// <param name="table">The table.</param>
    /// <param name="columns">Which column holds what.</param>
    /// <returns>
    /// The structures in order of appearance; all rows as one, named <paramref name="name"/>, where no column names them.
    /// </returns>
    /// <param name="name">Name of the structure where there is one only.</param>
    /// <exception cref="ArgumentException">A column is missing, a cell is none of what is expected, or a record is out of range; the
    /// message names it.</exception>
    public static IReadOnlyList<FragilityRecords> ReadRecords(Table table, FragilityColumns columns, string name = "records")
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(columns);
        var intensity = columns.Intensity ?? First(table);
        var intensities = TableCells.Numbers(table, intensity);
        int[] trials = columns.Trials is { } exposed ? TableCells.Counts(table, exposed)
            : [.. Enumerable.Repeat(columns.TrialCount ?? 1, table.RowCount)];
        var events = columns.Event is { } shared ? TableCells.Codes(TableCells.Texts(table, shared)) : null;
        if (columns.Failures is null)
        {
            string?[] others = [intensity, columns.Trials, columns.Group, columns.Event];
            if (columns.Group is not null)
                throw new ArgumentException(
                    $"column '{columns.Group}' names structures, and no column of failures is named: name it, or leave the other out "
                        + $"where every column is a structure");
            return [.. table.Columns.Where(c => !others.Contains(c.Name))
                .Select(c => new FragilityRecords(c.Name, intensities, trials, TableCells.Counts(table, c.Name), events))];
        }

        var whole = new FragilityRecords(name, intensities, trials, TableCells.Counts(table, columns.Failures), events);
        return columns.Group is null ? [whole] : [.. Rows(table, columns.Group).Select(g => whole.Select(g.Rows).WithName(g.Name))];
    }

    /// <summary>Reads ordered damage states, a structure a row.</summary>
    /// <param name="table">The table.</param>
    /// <param name="intensity">The column of intensities.</param>
    /// <param name="state">The column of states, as whole numbers from 0 (none) on or as names.</param>
    /// <param name="states">Names of the states from light to heavy, without "none"; where the column is categorical, all but the listed
    /// ones mean none only if they are <paramref name="none"/>.</param>
    /// <param name="none">What the column says where there is no damage. Default <c>none</c>.</param>
    /// <param name="name">What the records are of.</param>
    public static DamageStateRecords ReadStates(Table table, string intensity, string state, IReadOnlyList<string> states,
        string none = "none", string name = "records")
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(states);
        var all = states.Prepend(none).ToList();
        int[] reached = table[state] is NumericColumn ? TableCells.Counts(table, state)
            : [.. TableCells.Texts(table, state).Select((text, i) => all.IndexOf(text) is var place and >= 0 ? place
            : throw new DataMismatchException($"column '{state}', {new RowPart(i)} says '{text}'; expected {string.Join(", ", all)}"))];
        return DamageStateRecords.FromOutcomes(name, TableCells.Numbers(table, intensity), states, reached);
    }

    /// <summary>Reads capacities, a structure a row.</summary>
    /// <param name="table">The table.</param>
    /// <param name="capacity">The column of intensities at which structures failed, or up to which they stood.</param>
    /// <param name="censored">The column that is 1 where the structure still stood there, else 0; null where all failed.</param>
    /// <param name="name">What the records are of.</param>
    public static CapacityRecords ReadCapacities(Table table, string capacity, string? censored = null, string name = "records")
    {
        ArgumentNullException.ThrowIfNull(table);
        int[] standing = censored is null ? new int[table.RowCount] : TableCells.Counts(table, censored);
        return Array.FindIndex(standing, s => s > 1) is var bad and >= 0
            ? throw new DataMismatchException(
                $"column '{censored}', {new RowPart(bad)} is {standing[bad]}; expected 0, or 1 where the structure still stood")
            : CapacityRecords.FromRightCensored(name, TableCells.Numbers(table, capacity), [.. standing.Select(s => s == 1)]);
    }

    /// <summary>
    /// Reads records in the covariate form: ln(intensity) first, then the other columns; names become a column of 0 and 1 for each but the
    /// first.
    /// </summary>
    /// <param name="table">The table.</param>
    /// <param name="columns">Which column holds what; failures must be named.</param>
    /// <param name="covariates">Further columns, at least one.</param>
    /// <param name="name">Name of the structure where no column names it.</param>
    /// <returns>The records of each structure.</returns>
    public static IReadOnlyList<CovariateRecords> ReadCovariates(Table table, FragilityColumns columns, IReadOnlyList<string> covariates,
        string name = "records")
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(covariates);
        if (columns.Failures is null)
            throw new ArgumentException(
                "covariates are of each row, and no column of failures is named: name it");
        var intensity = columns.Intensity ?? First(table);
        var plain = ReadRecords(table, columns with { Group = null }, name)[0];
        var features = new List<(string Name, double[] Values)> { ($"ln {intensity}", Array.ConvertAll(plain.Intensities, Math.Log)) };
        foreach (var column in covariates) features.AddRange(Features(table, column));
        var x = new DenseMatrix(plain.Count, features.Count);
        for (var j = 0; j < features.Count; j++)
        {
            for (var i = 0; i < plain.Count; i++) x[i, j] = features[j].Values[i];
        }

        var whole = new CovariateRecords(name, x, [.. features.Select(f => f.Name)], plain.Trials, plain.Failures, plain.Events);
        return columns.Group is null ? [whole] : [.. Rows(table, columns.Group).Select(g => whole.Select(g.Rows).WithName(g.Name))];
    }

    /// <summary>
    /// Reads published curves as sources: columns <c>name</c>, <c>theta</c>, <c>beta</c>, and, where known, <c>theta_deviation</c> and
    /// <c>beta_deviation</c>, the standard deviations of ln θ and ln β.
    /// </summary>
    /// <param name="table">The table.</param>
    public static IReadOnlyList<FragilitySource> ReadCurves(Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        string[] names = TableCells.Texts(table, "name");
        double[] thetas = TableCells.Numbers(table, "theta"), betas = TableCells.Numbers(table, "beta");
        double[]? Optional(string column) => table.Columns.Any(c => c.Name == column) ? TableCells.Numbers(table, column) : null;
        var (medians, dispersions) = (Optional("theta_deviation"), Optional("beta_deviation"));
        return [.. names.Select((n, i) => !(thetas[i] > 0 && betas[i] > 0)
            ? throw new ArgumentException($"curve '{n}' has theta {thetas[i]} and beta {betas[i]}; expected numbers above 0")
            : FragilitySource.FromCurve(n, new ParametricCurve(thetas[i], betas[i], FragilityForm.Lognormal,
                medians is null ? null : new LogCovariance(medians[i] * medians[i], 0, dispersions is null ? 0
                    : dispersions[i] * dispersions[i]))))];
    }

    /// <summary>
    /// Reads a hazard curve: intensities in the first column, and in the second, named <c>return_period</c> or <c>annual_frequency</c>,
    /// years or exceedances a year.
    /// </summary>
    /// <param name="table">The table.</param>
    public static HazardCurve ReadHazard(Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        var intensities = TableCells.Numbers(table, First(table));
        if (table.Columns.Any(c => c.Name == "return_period")) return HazardCurve.FromReturnPeriods(intensities,
            TableCells.Numbers(table, "return_period"));
        return table.Columns.Any(c => c.Name == "annual_frequency")
            ? new HazardCurve(intensities, TableCells.Numbers(table, "annual_frequency"))
            : throw new ArgumentException(
                $"the hazard has the columns {string.Join(", ", table.Columns.Select(c => c.Name))}; expected intensities first, and "
                    + $"return_period (years) or annual_frequency (a year)");
    }

    private static string First(Table table) => table.Columns.Count > 0 ? table.Columns[0].Name
        : throw new ArgumentException("the table has no column");

    private static IEnumerable<(string Name, int[] Rows)> Rows(Table table, string column) =>
        TableCells.Texts(table, column).Select((text, row) => (text, row)).GroupBy(r => r.text)
            .Select(g => (g.Key, g.Select(r => r.row).ToArray()));

    private static IEnumerable<(string Name, double[] Values)> Features(Table table, string column)
    {
        if (table[column] is NumericColumn) return [(column, TableCells.Numbers(table, column))];
        var texts = TableCells.Texts(table, column);
        return texts.Distinct().Order(StringComparer.Ordinal).Skip(1)
            .Select(c => ($"{column}={c}", Array.ConvertAll(texts, t => t == c ? 1.0 : 0)));
    }
}
