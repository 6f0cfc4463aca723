using Counterpoise.SavedModels;

namespace Counterpoise.Classifiers;

/// <summary>A scaled classifier in a file: <c>means</c> and <c>scales</c> [d], <c>inner</c>.</summary>
internal sealed class StandardizedCodec() : ClassifierCodec<FittedStandardized>("standardized")
{
    public override IFittedClassifier Read(PartReader part, ClassifierCodecs codecs)
    {
        var means = part.FiniteNumbers("means");
        return new FittedStandardized(codecs.Read(part, "inner"), new FeatureScaling(means, part.FiniteNumbers("scales", means.Length)));
    }

    protected override void Write(FittedStandardized fitted, PartWriter part, ClassifierCodecs codecs)
    {
        part.Numbers("means", fitted.Scaling.Means);
        part.Numbers("scales", fitted.Scaling.Scales);
        codecs.Write(part, "inner", fitted.Inner);
    }
}
