using Counterpoise.Randomness;

namespace Counterpoise.Vision.Augmentation;

/// <summary>
/// Steps that are applied one after the other. All that is random comes from the stream (seed, "augment", epoch, sample, view),
/// so that the pixels depend on nothing else: neither on threads nor on the order of the images.
/// </summary>
public sealed class AugmentationPipeline
{
    /// <summary>Creates a pipeline of steps.</summary>
    /// <param name="size">Side in pixels of the square that comes out.</param>
    /// <param name="steps">The steps; one of them must bring the image to the size.</param>
    /// <exception cref="Options.InvalidOptionsException">A step has values out of range.</exception>
    public AugmentationPipeline(int size, params IReadOnlyList<IAugmentation> steps)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        ArgumentNullException.ThrowIfNull(steps);
        foreach (var step in steps)
        {
            step.Validate();
        }

        (Size, Steps) = (size, steps);
    }

    /// <summary>Creates the pipeline of a record of options.</summary>
    /// <param name="options">The options.</param>
    /// <param name="fit">What becomes of an image that is no square, before anything random happens.</param>
    /// <exception cref="Options.InvalidOptionsException">One or more values are out of range.</exception>
    public AugmentationPipeline(AugmentationOptions options, FitRule fit = FitRule.Crop)
        : this(options?.Size ?? throw new ArgumentNullException(nameof(options)), [.. Fitting(options.Size, fit), .. StepsOf(options)])
    {
    }

    /// <summary>Side in pixels of the square that comes out.</summary>
    public int Size { get; }

    /// <summary>The steps.</summary>
    public IReadOnlyList<IAugmentation> Steps { get; }

    /// <summary>Applies the steps to the image of a frame.</summary>
    /// <param name="frame">The image and the scratch memory of this thread.</param>
    /// <param name="seed">The seed of the run.</param>
    /// <param name="epoch">The epoch, from 0.</param>
    /// <param name="sample">The index of the image in the data set.</param>
    /// <param name="view">0 for the first view of the image, 1 for the second.</param>
    /// <param name="occurrence">How often the image comes up again later in the epoch, as oversampling makes it; 0 otherwise. Each time has
    /// draws of its own.</param>
    /// <exception cref="InvalidOperationException">The steps did not bring the image to the size.</exception>
    public void Apply(AugmentationFrame frame, ulong seed, int epoch, int sample, int view, int occurrence = 0)
    {
        ArgumentNullException.ThrowIfNull(frame);
        ReadOnlySpan<ulong> keys = [(ulong)epoch, (ulong)sample, (ulong)view, (ulong)occurrence];
        var random = new RandomStream(seed, "augment", occurrence == 0 ? keys[..3] : keys);
        foreach (var step in Steps)
        {
            step.Apply(frame, random);
        }

        if (frame.Image.Width != Size || frame.Image.Height != Size)
        {
            throw new InvalidOperationException(
                $"the augmentation left an image of {frame.Image.Width}×{frame.Image.Height}, expected {Size}×{Size}: add a crop or "
                + $"Squash of that size");
        }
    }

    // Twice the side, as images are loaded: what follows cuts and shrinks.
    private static IAugmentation[] Fitting(int size, FitRule fit) => fit switch
    {
        FitRule.Pad => [new PadToSquare()],
        FitRule.Squash => [new Squash { Size = 2 * size }],
        _ => [],
    };

    private static List<IAugmentation> StepsOf(AugmentationOptions options)
    {
        options.Validate();
        var steps = new List<IAugmentation>
        {
            options.Crop switch
            {
                CropRule.RandomResized => new RandomResizedCrop { Size = options.Size, MinimumScale = options.MinimumScale },
                CropRule.RandomPadded => new RandomPaddedCrop { Size = options.Size,
                    Padding = (int)Math.Round(options.Size * options.Padding) },
                CropRule.Center => new CenterCrop { Size = options.Size },
                CropRule.Square => new CenterCrop { Size = options.Size, Fraction = 1 },
                _ => new Squash { Size = options.Size },
            },
        };
        if (options.Crop == CropRule.Pad)
        {
            steps.Insert(0, new PadToSquare());
        }

        AddIf(options.HorizontalFlip > 0 || options.VerticalFlip > 0,
            new RandomFlip { HorizontalProbability = options.HorizontalFlip, VerticalProbability = options.VerticalFlip });
        AddIf(options.QuarterTurns > 0, new RandomQuarterTurn { Probability = options.QuarterTurns });
        AddIf(options.RotationDegrees > 0, new RandomRotation { Degrees = options.RotationDegrees });
        AddIf(options.ColorJitter > 0, new ColorJitter
        {
            Probability = options.ColorJitter,
            Brightness = .4 * options.ColorStrength,
            Contrast = .4 * options.ColorStrength,
            Saturation = .4 * options.ColorStrength,
            HueTurn = .1 * options.ColorStrength,
        });
        AddIf(options.Brightness > 0, new ColorJitter { Probability = 1, Brightness = options.Brightness, Contrast = options.Brightness,
            Saturation = 0, HueTurn = 0 });
        AddIf(options.Grayscale > 0, new RandomGrayscale { Probability = options.Grayscale });
        AddIf(options.RandAugmentOperations > 0, new RandAugment { Operations = options.RandAugmentOperations,
            Magnitude = options.RandAugmentMagnitude });
        AddIf(options.Blur > 0, new GaussianBlur { Probability = options.Blur });
        AddIf(options.Erasing > 0, new RandomErasing { Probability = options.Erasing });
        return steps;

        void AddIf(bool wanted, IAugmentation step)
        {
            if (wanted)
            {
                steps.Add(step);
            }
        }
    }
}
