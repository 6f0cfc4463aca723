using Counterpoise.SavedModels;

namespace Counterpoise.Classifiers;

/// <summary>Boosted members in a file: <c>classes</c>, <c>columns</c>, <c>members</c>.</summary>
internal sealed class AdaBoostCodec() : ClassifierCodec<FittedAdaBoost>("ada_boost")
{
    public override IFittedClassifier Read(PartReader part, ClassifierCodecs codecs)
    {
        var classes = part.Integer("classes", 2, ClassifierCodecs.MostClasses);
        return new FittedAdaBoost(codecs.ReadAll(part, "members", classes), classes, part.Integer("columns"));
    }

    protected override void Write(FittedAdaBoost fitted, PartWriter part, ClassifierCodecs codecs)
    {
        part.Integer("classes", fitted.ClassCount);
        part.Integer("columns", fitted.Columns);
        codecs.Write(part, "members", fitted.Members);
    }
}
