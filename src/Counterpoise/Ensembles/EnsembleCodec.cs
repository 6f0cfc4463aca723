using Counterpoise.Classifiers;
using Counterpoise.SavedModels;

namespace Counterpoise.Ensembles;

/// <summary>Averaged members in a file: <c>classes</c>, <c>columns</c>, <c>members</c>.</summary>
internal sealed class EnsembleCodec() : ClassifierCodec<FittedEnsemble>("ensemble")
{
    public override IFittedClassifier Read(PartReader part, ClassifierCodecs codecs)
    {
        var classes = part.Integer("classes", 2, ClassifierCodecs.MostClasses);
        return new FittedEnsemble(codecs.ReadAll(part, "members", classes), classes, part.Integer("columns"), Environment.ProcessorCount);
    }

    protected override void Write(FittedEnsemble fitted, PartWriter part, ClassifierCodecs codecs)
    {
        part.Integer("classes", fitted.ClassCount);
        part.Integer("columns", fitted.Columns);
        codecs.Write(part, "members", fitted.Members);
    }
}
