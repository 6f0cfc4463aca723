using Counterpoise.Workflows.Tasks;

namespace Counterpoise.Workflows.Federated;

/// <summary>Rows that <see cref="FederationDealing"/> has written for one client, a file that ends in .safetensors.</summary>
public sealed class DealtRowsTask : IDataTask
{
    /// <summary>The ending of such a file.</summary>
    internal const string Extension = ".safetensors";

    /// <inheritdoc/>
    public string Name => "rows that were dealt";

    /// <inheritdoc/>
    public string Expected => $"a file of federate deal that ends in {Extension}";

    /// <inheritdoc/>
    public bool Recognizes(DataSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return Path.GetExtension(source.Path).Equals(Extension, StringComparison.OrdinalIgnoreCase);
    }

    /// <inheritdoc/>
    public bool RecognizesModel(string path) => false;

    /// <inheritdoc/>
    public string Describe(string path) => $"'{path}' holds rows that were dealt";
}
