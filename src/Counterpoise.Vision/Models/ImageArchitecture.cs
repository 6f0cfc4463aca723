using Counterpoise.Torch.Files;
using Counterpoise.Vision.Backbones;
using Counterpoise.Vision.Loading;

namespace Counterpoise.Vision.Models;

/// <summary>
/// A network for images that is trained, saved and loaded by its name. A new one is its folder and a line in
/// <see cref="ImageArchitectures"/>.
/// </summary>
public sealed record ImageArchitecture
{
    private readonly Func<BackboneOptions, IBackbone> _create;

    private ImageArchitecture(string name, BackboneOptions defaults, Func<BackboneOptions, IBackbone> create) =>
        (Name, Defaults, _create) = (name, defaults, create);

    /// <summary>The name on the command line and beside the weights, such as <c>resnet-18</c>.</summary>
    public string Name { get; }

    /// <summary>What it is and what it suits, in one sentence.</summary>
    public required string Summary { get; init; }

    /// <summary>How its pretrained weights expect pixels. Default ImageNet's mean and deviation.</summary>
    public Normalization Normalization { get; init; } = Normalization.ImageNet;

    /// <summary>Everything that can be chosen of it, with its defaults.</summary>
    public BackboneOptions Defaults { get; }

    /// <summary>
    /// The name under which <see cref="WeightCatalogue"/> knows its published weights; null where it knows none. Default null.
    /// </summary>
    public string? PublishedName { get; init; }

    /// <summary>
    /// Finds a file of pretrained weights that a package brought to this machine; null where there is no such package. Default null.
    /// </summary>
    public Func<string>? FindPackagedWeights { get; init; }

    /// <summary>Reads a weight file as a state dict of this network. Default <see cref="WeightFile.Load"/>.</summary>
    public Func<string, IReadOnlyDictionary<string, Tensor>> ReadWeights { get; init; } = path => WeightFile.Load(path);

    /// <summary>All known architectures, those registered by the program last.</summary>
    public static IReadOnlyList<ImageArchitecture> Known => ImageArchitectures.All;

    /// <summary>Describes an architecture.</summary>
    /// <param name="name">Its name, which no other has.</param>
    /// <param name="create">Makes the network of checked options, without values.</param>
    /// <param name="summary">What it is and what it suits, in one sentence.</param>
    public static ImageArchitecture Create<TOptions>(string name, Func<TOptions, IBackbone> create, string summary)
        where TOptions : BackboneOptions, new()
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(create);
        return new ImageArchitecture(name, new TOptions(), options => create((TOptions)options)) { Summary = summary };
    }

    /// <summary>Finds an architecture by name.</summary>
    /// <param name="name">A name of <see cref="Known"/>, in any case.</param>
    /// <exception cref="ArgumentException">There is none of that name; the message lists them.</exception>
    public static ImageArchitecture Named(string name) =>
        Known.FirstOrDefault(a => a.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw new ArgumentException($"there is no architecture '{name}'; known are {string.Join(", ", Known.Select(a => a.Name))}",
            nameof(name));

    /// <summary>Adds an architecture of one's own, which is then trained, saved and loaded like any other in this process.</summary>
    /// <param name="architecture">The architecture.</param>
    /// <exception cref="ArgumentException">There is one of that name.</exception>
    public static void Register(ImageArchitecture architecture) => ImageArchitectures.Add(architecture);

    /// <summary>Reads options out of texts, as a command line or a model card has them.</summary>
    /// <param name="texts">Values by name, such as <c>halvings</c> and <c>3</c>; what is not there stays the default.</param>
    /// <exception cref="ArgumentException">A name is not an option of this network, or a value cannot be read; the message lists all faults
    /// and the options.</exception>
    public BackboneOptions ReadOptions(IReadOnlyDictionary<string, string> texts) => BackboneOptionTexts.Read(Name, Defaults, texts);

    /// <summary>Makes the network without values.</summary>
    /// <param name="options">Of the kind of <see cref="Defaults"/>.</param>
    /// <exception cref="ArgumentException">Options are of another network or out of range.</exception>
    public IBackbone Create(BackboneOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options.GetType() == Defaults.GetType()
            ? _create(options)
            : throw new ArgumentException($"{Name} takes {Defaults.GetType().Name}, found {options.GetType().Name}", nameof(options));
    }

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
