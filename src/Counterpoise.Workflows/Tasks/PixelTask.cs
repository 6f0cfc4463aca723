using Counterpoise.Workflows.Hyperspectral;

namespace Counterpoise.Workflows.Tasks;

/// <summary>Pixels of many bands, which <c>hyperspectral</c> learns: only their models are told from others.</summary>
internal sealed class PixelTask : IDataTask
{
    /// <inheritdoc/>
    public string Name => "pixels of many bands";

    /// <inheritdoc/>
    public string Expected => "a table of neighbourhoods, or patches in .npy files";

    /// <inheritdoc/>
    public bool Recognizes(DataSource source) => false;

    /// <inheritdoc/>
    public bool RecognizesModel(string path) => PixelPredicting.IsModel(path);

    /// <inheritdoc/>
    public string Describe(string path) => $"'{path}' holds pixels of many bands";
}
