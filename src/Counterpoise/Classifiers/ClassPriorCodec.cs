using Counterpoise.SavedModels;

namespace Counterpoise.Classifiers;

/// <summary>Class priors in a file: <c>columns</c>, <c>shares</c> [C].</summary>
internal sealed class ClassPriorCodec() : ClassifierCodec<FittedClassPrior>("class_prior")
{
    public override IFittedClassifier Read(PartReader part, ClassifierCodecs codecs) =>
        new FittedClassPrior(part.FiniteNumbers("shares"), part.Integer("columns"));

    protected override void Write(FittedClassPrior fitted, PartWriter part, ClassifierCodecs codecs)
    {
        part.Integer("columns", fitted.Columns);
        part.Numbers("shares", fitted.Shares);
    }
}
