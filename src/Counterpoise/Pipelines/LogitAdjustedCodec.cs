using Counterpoise.Classifiers;
using Counterpoise.SavedModels;

namespace Counterpoise.Pipelines;

/// <summary>An adjusted classifier in a file: <c>trained</c> [C], <c>inner</c>.</summary>
internal sealed class LogitAdjustedCodec() : ClassifierCodec<FittedLogitAdjusted>("logit_adjusted")
{
    public override IFittedClassifier Read(PartReader part, ClassifierCodecs codecs)
    {
        var inner = codecs.Read(part, "inner");
        var trained = part.FiniteNumbers("trained", inner.ClassCount);
        return trained.Any(t => t < 0) || trained.All(t => t == 0)
            ? throw part.Fault("'trained' holds a number below 0, or zeros alone")
            : new FittedLogitAdjusted(inner, trained);
    }

    protected override void Write(FittedLogitAdjusted fitted, PartWriter part, ClassifierCodecs codecs)
    {
        part.Numbers("trained", fitted.Trained);
        codecs.Write(part, "inner", fitted.Inner);
    }
}
