using Counterpoise.Workflows.Images;
using Counterpoise.Workflows.Tables;

namespace Counterpoise.Workflows.Tasks;

/// <summary>Images: class folders, archives of them, IDX files, binary CIFAR, tables of images.</summary>
public sealed class ImageTask : IDataTask
{
    /// <inheritdoc/>
    public string Name => "images";

    /// <inheritdoc/>
    public string Expected => "a folder of class folders, a .zip, .tar or .tar.gz of them, binary CIFAR, a table of images";

    /// <inheritdoc/>
    public string DefaultMethod => "acl";

    /// <inheritdoc/>
    public bool Recognizes(DataSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return !source.IsNumeric && !source.HasSeveralLabels && !source.IsGraph && !source.IsStream
            && (source.Target is null || !TableInputs.IsTable(source.Path))
            && (ImageInputs.AreImages(source.Path, source.PathColumn, source.LabelColumn)
                || (ImageInputs.Advice(source.Path) is { } advice ? throw new InputException(advice) : false));
    }

    /// <inheritdoc/>
    public bool RecognizesModel(string path) => ModelFile.Is(path) || OnnxClassifier.Is(path);

    /// <inheritdoc/>
    public string Describe(string path) => $"'{path}' holds images";
}
