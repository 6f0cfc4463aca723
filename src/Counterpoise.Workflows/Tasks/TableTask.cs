using Counterpoise.Workflows.Tables;

namespace Counterpoise.Workflows.Tasks;

/// <summary>Tables: delimited text, ARFF, workbooks, Parquet, JSON, queries, and folders of them.</summary>
public sealed class TableTask : IDataTask
{
    /// <inheritdoc/>
    public string Name => "tables";

    /// <inheritdoc/>
    public string Expected => $"a table that ends in {string.Join(", ", TableInputs.Extensions)}";

    /// <inheritdoc/>
    public bool Recognizes(DataSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return !source.IsNumeric && !source.HasSeveralLabels && !source.IsGraph && !source.IsStream && TableInputs.IsTable(source.Path);
    }

    /// <inheritdoc/>
    public bool RecognizesAll(IReadOnlyList<DataSource> sources) =>
        sources.All(s => !s.IsNumeric && !s.HasSeveralLabels && !s.IsGraph && !s.IsStream && TableInputs.AreTables(s.Path));

    /// <inheritdoc/>
    public bool RecognizesModel(string path) => SavedTableModels.Is(path) || OnnxTableModel.Is(path);

    /// <inheritdoc/>
    public string Describe(string path) => $"'{path}' is a table";
}
