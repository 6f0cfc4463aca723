using System.Text.Json;
using System.Text.Json.Serialization;
using Counterpoise.Numerics;
using Counterpoise.Tables;

namespace Counterpoise.Lifecycle.Drift;

/// <summary>
/// Rows that a reference-fitted detector learns from or examines: features, and where they are known classes and probabilities.
/// </summary>
public sealed record DriftWindow
{
    /// <summary>More names than this are no categories but ids, and would need a bin each.</summary>
    private const int MostCategories = 1 << 20;

    private static readonly JsonSerializerOptions Json = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    /// <summary>n × d; a category is its code from 0, NaN is missing. Leave out ids and timestamps: they drift by their nature.</summary>
    public required DenseMatrix Features { get; init; }

    /// <summary>The name of each column, [d].</summary>
    public required IReadOnlyList<string> Names { get; init; }

    /// <summary>The kind of each column, [d].</summary>
    public required IReadOnlyList<ColumnKind> Kinds { get; init; }

    /// <summary>The name of each class, [C]; empty where neither labels nor probabilities are known.</summary>
    public IReadOnlyList<string> ClassNames { get; init; } = [];

    /// <summary>The true class of each row in [0, C), [n]; null while they are not known.</summary>
    public int[]? Labels { get; init; }

    /// <summary>The model's probabilities, row-major n × C; null where there are none.</summary>
    public double[]? Probabilities { get; init; }

    /// <summary>Number of rows, n.</summary>
    public int Rows => Features.Rows;

    /// <summary>What the window holds.</summary>
    public DriftInputs Inputs =>
        (Features.Columns > 0 ? DriftInputs.Features : 0) | (Labels is null ? 0 : DriftInputs.Labels) | (Probabilities is null ? 0
            : DriftInputs.Probabilities);

    /// <summary>Makes a window of a table.</summary>
    /// <param name="table">The rows; labels are taken where it has a target.</param>
    /// <param name="probabilities">The model's probabilities, row-major n × C, or null.</param>
    /// <param name="reference">
    /// The table that the reference was made of, where this one was read by itself: categories take its codes, and one that it does not
    /// have takes the first free code. Null where both were cut from one table.
    /// </param>
    /// <exception cref="ArgumentException">The columns or classes are not those of the reference.</exception>
    public static DriftWindow FromTable(Table table, double[]? probabilities = null, Table? reference = null)
    {
        ArgumentNullException.ThrowIfNull(table);
        var window = new DriftWindow
        {
            Features = reference is null ? table.ToCodedMatrix() : ReferenceCodes.Translate(table, reference),
            Names = [.. table.Columns.Select(c => c.Name)],
            Kinds = [.. table.Columns.Select(c => c.Kind)],
            ClassNames = (reference ?? table).Labels?.Classes ?? [],
            Labels = table.Labels is null ? null : reference is null ? table.Labels.Codes.ToArray()
                : ReferenceCodes.Translate(table.Labels, reference.RequireLabels()),
            Probabilities = probabilities,
        };
        window.Validate();
        return window;
    }

    /// <summary>Takes rows in the given order.</summary>
    /// <param name="rows">Rows, from 0.</param>
    public DriftWindow Select(ReadOnlySpan<int> rows)
    {
        var picked = rows.ToArray();
        var classes = ClassNames.Count;
        return this with
        {
            Features = Features.SelectRows(rows),
            Labels = Labels is null ? null : Array.ConvertAll(picked, i => Labels[i]),
            Probabilities = Probabilities is null ? null : [
                .. picked.SelectMany(i => Probabilities.AsSpan(i * classes, classes).ToArray())],
        };
    }

    /// <summary>Checks shapes, kinds, classes and probabilities.</summary>
    /// <exception cref="ArgumentException">The first fault found.</exception>
    public void Validate()
    {
        if (Names.Count != Features.Columns || Kinds.Count != Features.Columns)
            throw new ArgumentException(
                $"found {Names.Count} names and {Kinds.Count} kinds for {Features.Columns} columns; expected one of each a column");
        if (Labels is not null && Labels.Length != Rows)
            throw new ArgumentException($"found {Labels.Length} labels for {Rows} rows; expected one a row");
        if (Labels is not null && Array.FindIndex(Labels, c => (uint)c >= (uint)ClassNames.Count) is var wrong and >= 0)
            throw new ArgumentException(
                $"row {wrong} has class {Labels[wrong]}; expected 0 to {ClassNames.Count - 1}, since {ClassNames.Count} classes are named");
        if (Probabilities is not null && Probabilities.Length != Rows * ClassNames.Count)
            throw new ArgumentException($"found {Probabilities.Length} probabilities; expected {Rows} rows × {ClassNames.Count} classes");
        if (Probabilities is not null && Array.FindIndex(Probabilities, p => p is not (>= 0 and <= 1)) is var outside and >= 0)
            throw new ArgumentException($"row {outside / ClassNames.Count} has probability {Probabilities[outside]}; expected in [0, 1]");
        if (Array.FindIndex(Features.Data, double.IsInfinity) is var infinite and >= 0)
            throw new ArgumentException(
                $"row {infinite / Features.Columns}, column '{Names[infinite % Features.Columns]}' is infinite; expected finite numbers, "
                + $"or NaN where missing");
        for (var j = 0; j < Kinds.Count; j++)
            if (Kinds[j] == ColumnKind.Categorical && Array.FindIndex(Features.Column(j),
                v => !double.IsNaN(v) && (v is < 0 or >= MostCategories || v != Math.Floor(v))) is var row and >= 0)
                throw new ArgumentException(
                    $"row {row}, column '{Names[j]}' is {Features[row, j]}; expected the code of a category, a whole number in [0, "
                    + $"{MostCategories})");
    }

    /// <summary>Writes the window as JSON, so that a detector can be fitted to it again.</summary>
    /// <param name="stream">Where to write.</param>
    public void Save(Stream stream) => JsonSerializer.Serialize(stream,
        new Saved(Rows, Features.Data, [.. Names], [.. Kinds], [.. ClassNames], Labels, Probabilities), Json);

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <param name="stream">Where to read.</param>
    /// <exception cref="InvalidDataException">It is not a window.</exception>
    public static DriftWindow Load(Stream stream)
    {
        try
        {
            var saved = JsonSerializer.Deserialize<Saved>(stream, Json) ?? throw new JsonException("found null");
            var window = new DriftWindow
            {
                Features = new DenseMatrix(saved.Rows, saved.Names.Length, saved.Values),
                Names = saved.Names,
                Kinds = saved.Kinds,
                ClassNames = saved.Classes,
                Labels = saved.Labels,
                Probabilities = saved.Probabilities,
            };
            window.Validate();
            return window;
        }
        catch (Exception fault) when (fault is JsonException or ArgumentException or NullReferenceException)
        {
            throw new InvalidDataException($"the file is no saved window: {fault.Message}; expected what DriftWindow.Save wrote", fault);
        }
    }

    private sealed record Saved(int Rows, double[] Values, string[] Names, ColumnKind[] Kinds, string[] Classes, int[]? Labels,
        double[]? Probabilities);
}
