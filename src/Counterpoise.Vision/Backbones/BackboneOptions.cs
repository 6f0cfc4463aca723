using Counterpoise.Options;

namespace Counterpoise.Vision.Backbones;

/// <summary>What every network for images lets one choose; a network's own record adds its own and sets the defaults.</summary>
public abstract record BackboneOptions
{
    /// <summary>How many classes the logits have, 1 or more. Default 1000: ImageNet.</summary>
    public int Classes { get; init; } = 1000;

    /// <summary>The share of the network's channels, above 0. Default 1.</summary>
    public double WidthMultiplier { get; init; } = 1;

    /// <summary>The share of the embedding that is zeroed in training, in [0, 1]. The default is the network's.</summary>
    public double Dropout { get; init; }

    /// <summary>
    /// How fast running statistics follow the batches, in (0, 1]. The default is the network's: 0.1 as in PyTorch, but 0.01 for
    /// MobileNetV3, which needs some hundred steps.
    /// </summary>
    public double BatchNormMomentum { get; init; } = 0.1;

    /// <summary>
    /// How often the sides of an image are halved before pooling, from 0 to the network's own number, which is the default. With fewer the
    /// first halvings are left out (the stem first), so that small images keep more positions; weights keep their shapes, and a step takes
    /// up to four times as long for each halving left out.
    /// </summary>
    public int Halvings { get; init; } = 5;

    /// <summary>The network's own number of halvings.</summary>
    protected virtual int MostHalvings => 5;

    /// <summary>Checks every property.</summary>
    /// <exception cref="InvalidOptionsException">One or more are out of range; the message lists them all.</exception>
    public void Validate()
    {
        var check = new OptionsCheck(GetType().Name)
            .Require(Classes >= 1, nameof(Classes), Classes, "at least 1 was expected")
            .Require(WidthMultiplier > 0 && double.IsFinite(WidthMultiplier),
                nameof(WidthMultiplier), WidthMultiplier, "a number above 0 was expected")
            .Require(Dropout is >= 0 and <= 1, nameof(Dropout), Dropout, "a number in [0, 1] was expected")
            .Require(BatchNormMomentum is > 0 and <= 1, nameof(BatchNormMomentum), BatchNormMomentum, "a number in (0, 1] was expected")
            .Require(Halvings >= 0 && Halvings <= MostHalvings,
                nameof(Halvings), Halvings, $"0 to {MostHalvings} was expected");
        CheckOwn(check);
        check.ThrowIfAny();
    }

    /// <summary>Positions along an axis after the halvings: ceil(side / 2^h), as every halving rounds up.</summary>
    /// <param name="side">Pixels along that axis, at least 1.</param>
    public int MapSide(int side)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(side, 1);
        return (int)((side + (1L << Halvings) - 1) >> Halvings);
    }

    /// <summary>Checks what a network's own record adds.</summary>
    /// <param name="check">Takes the faults.</param>
    protected virtual void CheckOwn(OptionsCheck check)
    {
    }
}
