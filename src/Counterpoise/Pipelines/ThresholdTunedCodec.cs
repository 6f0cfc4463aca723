using Counterpoise.Classifiers;
using Counterpoise.SavedModels;

namespace Counterpoise.Pipelines;

/// <summary>A classifier with its threshold in a file: <c>positive</c>, <c>threshold</c>, <c>inner</c>.</summary>
internal sealed class ThresholdTunedCodec() : ClassifierCodec<FittedThresholdTuned>("threshold_tuned")
{
    public override IFittedClassifier Read(PartReader part, ClassifierCodecs codecs)
    {
        var (inner, threshold) = (codecs.Read(part, "inner"), part.Number("threshold"));
        return inner.ClassCount == 2 && threshold is >= 0 and <= 1
            ? new FittedThresholdTuned(inner, part.Integer("positive", 0, 1), threshold)
            : throw part.Fault($"found {inner.ClassCount} classes and a threshold of {threshold}; expected 2 and a probability");
    }

    protected override void Write(FittedThresholdTuned fitted, PartWriter part, ClassifierCodecs codecs)
    {
        part.Integer("positive", fitted.Positive);
        part.Number("threshold", fitted.Threshold);
        codecs.Write(part, "inner", fitted.Inner);
    }
}
