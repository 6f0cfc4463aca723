using Counterpoise.Torch.Modules;

namespace Counterpoise.Learning.Losses;

/// <summary>A learnt point for each class in the space of the contrastive loss, [C, d].</summary>
public sealed class ClassPrototypes : nn.Module
{
    /// <summary>
    /// Declares the prototypes; their initial values are drawn from N(0, 1), so that their directions are uniform on the sphere.
    /// </summary>
    /// <param name="classes">C, at least 1.</param>
    /// <param name="size">d, at least 1.</param>
    public ClassPrototypes(int classes, int size) : base(nameof(ClassPrototypes))
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        (Classes, Size) = (classes, size);
        this.RegisterParameter("prototypes", [classes, size], Initializer.Normal(1));
    }

    /// <summary>C.</summary>
    public int Classes { get; }

    /// <summary>d.</summary>
    public int Size { get; }

    /// <summary>The prototypes, [C, d], of any length.</summary>
    public Tensor Values => get_parameter("prototypes")!;
}
