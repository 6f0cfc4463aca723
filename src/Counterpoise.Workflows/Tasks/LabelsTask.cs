using Counterpoise.Workflows.Tables;

namespace Counterpoise.Workflows.Tasks;

/// <summary>Tables whose rows have several labels each; a user names them, since a table does not tell.</summary>
public sealed class LabelsTask : IDataTask
{
    /// <inheritdoc/>
    public string Name => "several labels in a row";

    /// <inheritdoc/>
    public string Expected => $"a table that ends in {string.Join(", ", TableInputs.Extensions)}";

    /// <inheritdoc/>
    public bool Recognizes(DataSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return source.HasSeveralLabels;
    }

    /// <inheritdoc/>
    public bool RecognizesAll(IReadOnlyList<DataSource> sources) => sources.Count > 0 && sources.All(Recognizes);

    /// <inheritdoc/>
    public bool RecognizesModel(string path) => false;

    /// <inheritdoc/>
    public string Describe(string path) => $"'{path}' is a table of several labels in a row";
}
