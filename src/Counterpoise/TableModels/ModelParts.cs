using System.Globalization;
using Counterpoise.Numerics;
using Counterpoise.Pipelines;
using Counterpoise.SavedModels;
using Counterpoise.Tables;

namespace Counterpoise.TableModels;

/// <summary>Columns and named texts of models of tables as the parts of a file, and rows as a model takes them.</summary>
internal static class ModelParts
{
    /// <summary>Writes a column and what was learned of it.</summary>
    public static void Write(PartWriter part, PreparedColumn column)
    {
        part.Text("name", column.Name);
        part.Text("kind", column.Kind == ColumnKind.Numeric ? "numeric" : "categorical");
        part.Flag("used", !column.IsDropped);
        if (column.IsDropped)
            return;
        if (column.Kind == ColumnKind.Numeric)
        {
            part.Number("median", column.Median);
            part.Number("mean", column.Mean);
            part.Number("scale", column.Scale);
        }
        else
        {
            part.Text("most_frequent", column.Mode);
            part.Texts("categories", column.Categories);
        }
    }

    /// <summary>Reads a column.</summary>
    /// <exception cref="InvalidDataException">It says what cannot be.</exception>
    public static PreparedColumn Column(PartReader part)
    {
        var (name, kind) = (part.Text("name"), part.Text("kind"));
        if (name.Length == 0 || kind is not ("numeric" or "categorical"))
            throw part.Fault($"column '{name}' is '{kind}'; expected a name, and numeric or categorical");
        var column = new PreparedColumn(name, kind == "numeric" ? ColumnKind.Numeric
            : ColumnKind.Categorical) { IsDropped = !part.Flag("used") };
        if (column.IsDropped)
            return column;
        if (column.Kind == ColumnKind.Numeric)
        {
            var scale = part.Number("scale");
            return scale > 0 ? column with { Median = part.Number("median"), Mean = part.Number("mean"), Scale = scale }
                : throw part.Fault($"'scale' is {scale}; expected a number above 0");
        }

        var categories = part.Texts("categories");
        return categories.Distinct().Count() == categories.Length
            ? column with { Mode = part.Text("most_frequent"), Categories = categories }
            : throw part.Fault("'categories' holds a name twice");
    }

    /// <summary>Writes texts by their names, in the order of the names.</summary>
    public static void Write(PartWriter part, string name, IReadOnlyDictionary<string, string> texts) =>
        part.Parts(name, texts.OrderBy(t => t.Key, StringComparer.Ordinal), (own, text) =>
        {
            own.Text("name", text.Key);
            own.Text("value", text.Value);
        });

    /// <summary>Reads texts by their names.</summary>
    /// <exception cref="InvalidDataException">A name stands twice.</exception>
    public static Dictionary<string, string> Texts(PartReader[] parts)
    {
        var texts = new Dictionary<string, string>();
        foreach (var part in parts)
        {
            if (!texts.TryAdd(part.Text("name"), part.Text("value")))
                throw part.Fault($"'{part.Text("name")}' stands twice");
        }

        return texts;
    }

    /// <summary>Reads the seed, which may be larger than a number of JSON.</summary>
    /// <exception cref="InvalidDataException">It is none.</exception>
    public static ulong Seed(PartReader part) =>
        ulong.TryParse(part.Text("seed"), NumberStyles.None, CultureInfo.InvariantCulture, out var seed) ? seed
            : throw part.Fault("'seed' is no whole number");

    /// <summary>A row of missing values, by which a model that was read shows whether its parts fit together.</summary>
    public static Table Empty(IReadOnlyList<PreparedColumn> columns) => new([.. columns.Select(c => c.Kind == ColumnKind.Numeric
        ? (Column)new NumericColumn(c.Name, [double.NaN]) : new CategoricalColumn(c.Name, [], [-1]))], [0]);

    /// <summary>Rows as a model takes them.</summary>
    /// <param name="rows">Rows that have its columns, in any order and among others.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="preparation">What it learned of them.</param>
    /// <exception cref="ArgumentException">A column is missing, or of another kind.</exception>
    public static DenseMatrix Prepare(Table rows, IReadOnlyList<PreparedColumn> columns, FeaturePreparation preparation)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var own = columns.Where(c => !c.IsDropped).Select(wanted =>
            rows.Columns.FirstOrDefault(c => c.Name == wanted.Name) is not { } column
            ? throw new ArgumentException(
                $"column '{wanted.Name}' is missing; the model takes {string.Join(", ", columns.Select(c => c.Name))}", nameof(rows))
            : column.Kind == wanted.Kind ? column
            : throw new ArgumentException($"column '{wanted.Name}' is {column.Kind}; the model was trained on a {wanted.Kind} one",
                nameof(rows)));
        return preparation.Apply(rows.With([.. own]));
    }
}
