namespace Counterpoise.Torch.Modules;

/// <summary>
/// In train mode zeroes each element with probability p and multiplies the others with 1 / (1 - p); in eval mode the
/// identity. Mask t is a function of the module's key, t and the element's index: neither threads nor libtorch's global
/// generator have a part in it.
/// </summary>
/// <remarks>Reference: Srivastava et al., "Dropout", JMLR 15, 2014. The masks are not PyTorch's.</remarks>
public sealed class Dropout : nn.Module<Tensor, Tensor>
{
    /// <summary>Creates the layer.</summary>
    /// <param name="probability">p, the share that is zeroed, in [0, 1].</param>
    public Dropout(double probability = 0.5) : base(nameof(Dropout))
    {
        if (probability is not (>= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(probability), probability, "a probability in [0, 1] was expected");
        }

        Probability = probability;
    }

    /// <summary>p, the share that is zeroed.</summary>
    public double Probability { get; }

    /// <summary>Where the noise stands; null-like (key 0) until the outermost module seeds it.</summary>
    internal NoiseState Noise { get; set; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (!training || Probability == 0)
        {
            return input;
        }

        using var scope = torch.NewDisposeScope();
        var mask = Tensor.FromArray(Mask(Noise, input.Count)).Reshape(input.Shape).To(input.Device, input.Type);
        Noise = Noise with { Draws = Noise.Draws + 1 };
        return scope.Keep(input * mask);
    }

    private float[] Mask(NoiseState noise, long count)
    {
        const ulong golden = 0x9E3779B97F4A7C15;
        var kept = Probability == 1 ? 0 : (float)(1 / (1 - Probability));
        var bound = (ulong)(Probability * (1UL << 53));
        var start = Mix(noise.Key + (golden * (ulong)noise.Draws));
        var mask = new float[count];
        for (var i = 0; i < mask.Length; i++)
        {
            mask[i] = Mix(start + (golden * (ulong)(i + 1))) >> 11 < bound ? 0 : kept;
        }

        return mask;
    }

    // SplitMix64's finaliser (Steele, Lea and Flood, OOPSLA 2014, doi:10.1145/2660193.2660195).
    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
