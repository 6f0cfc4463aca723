using Counterpoise.Classifiers;
using Counterpoise.SavedModels;

namespace Counterpoise.Vision.Episodes;

/// <summary>Prototypes in a file: <c>weight</c> [w, d], <c>bias</c> [w], <c>prototypes</c> [C, w], <c>distance</c>, <c>scale</c>.</summary>
public sealed class FittedPrototypesCodec() : ClassifierCodec<FittedPrototypes>("prototypes")
{
    /// <inheritdoc/>
    public override IFittedClassifier Read(PartReader part, ClassifierCodecs codecs)
    {
        ArgumentNullException.ThrowIfNull(part);
        var weight = part.Matrix("weight");
        if (!Enum.TryParse<PrototypeDistance>(part.Text("distance"), out var distance) || !Enum.IsDefined(distance))
        {
            throw part.Fault($"'distance' is {part.Text("distance")}; expected one of "
                + $"{string.Join(", ", Enum.GetNames<PrototypeDistance>())}");
        }

        try
        {
            return new FittedPrototypes(weight, part.FiniteNumbers("bias"), part.Matrix("prototypes"), distance, part.Number("scale"));
        }
        catch (ArgumentException fault)
        {
            throw part.Fault(fault.Message);
        }
    }

    /// <inheritdoc/>
    protected override void Write(FittedPrototypes fitted, PartWriter part, ClassifierCodecs codecs)
    {
        ArgumentNullException.ThrowIfNull(fitted);
        ArgumentNullException.ThrowIfNull(part);
        part.Matrix("weight", fitted.Weight);
        part.Numbers("bias", fitted.Bias);
        part.Matrix("prototypes", fitted.Prototypes);
        part.Text("distance", fitted.Distance.ToString());
        part.Number("scale", fitted.Scale);
    }
}
