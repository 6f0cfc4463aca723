using Counterpoise.Workflows.Tasks;

namespace Counterpoise.Workflows.Episodes;

/// <summary>Volumes of different heads in NIfTI files, with commas between their names.</summary>
public sealed class VolumeTask : IDataTask
{
    /// <inheritdoc/>
    public string Name => "volumes";

    /// <inheritdoc/>
    public string Expected => "files that end in .nii or .nii.gz, with commas between them";

    /// <inheritdoc/>
    public bool Recognizes(DataSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return source.Path.Split(',').All(p => p.EndsWith(".nii", StringComparison.OrdinalIgnoreCase)
            || p.EndsWith(".nii.gz", StringComparison.OrdinalIgnoreCase));
    }

    /// <inheritdoc/>
    public bool RecognizesModel(string path) => false;

    /// <inheritdoc/>
    public string Describe(string path) => $"'{path}' holds volumes";
}
