using Counterpoise.Workflows.Tables;

namespace Counterpoise.Workflows.Tasks;

/// <summary>
/// Streams: tables whose rows come one after the other, since the user says so. What is learned from one is a model of tables, which later
/// rows are predicted by.
/// </summary>
public sealed class StreamTask : IDataTask
{
    /// <inheritdoc/>
    public string Name => "streams";

    /// <inheritdoc/>
    public string Expected => $"a table with --stream that ends in {string.Join(", ", TableInputs.Extensions)}";

    /// <inheritdoc/>
    public string DefaultMethod => "random-over";

    /// <inheritdoc/>
    public bool Recognizes(DataSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return source.IsStream;
    }

    /// <inheritdoc/>
    public bool RecognizesAll(IReadOnlyList<DataSource> sources) => sources.Count > 0 && sources.All(Recognizes);

    /// <inheritdoc/>
    public bool RecognizesModel(string path) => false;

    /// <inheritdoc/>
    public string Describe(string path) => $"'{path}' is a stream";
}
