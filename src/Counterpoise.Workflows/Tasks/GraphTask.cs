using Counterpoise.Graph.TimeAware;
using Counterpoise.Workflows.Graphs;

namespace Counterpoise.Workflows.Tasks;

/// <summary>Graphs: archives of nodes and edges, tables of edges beside one of nodes, events in time, made-up networks of apps.</summary>
public sealed class GraphTask : IDataTask
{
    private static readonly string[] Archives = [".npz", ".mat"];

    /// <inheritdoc/>
    public string Name => "graphs";

    /// <inheritdoc/>
    public string Expected => "an archive of nodes and edges (.npz, .mat), a table of edges with --nodes, a table of events with --events";

    /// <inheritdoc/>
    public string DefaultMethod => NodeMethods.Default;

    /// <inheritdoc/>
    public bool Recognizes(DataSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return source.IsGraph
            || (Archives.Contains(Path.GetExtension(source.Path), StringComparer.OrdinalIgnoreCase) && File.Exists(source.Path))
            || (source.Path == GraphDataOptions.Conflicts && !Path.Exists(source.Path));
    }

    /// <inheritdoc/>
    public bool RecognizesModel(string path) => TimeAwareFile.Is(path) || NodePredicting.Is(path);

    /// <inheritdoc/>
    public string Describe(string path) => $"'{path}' is a graph";
}
