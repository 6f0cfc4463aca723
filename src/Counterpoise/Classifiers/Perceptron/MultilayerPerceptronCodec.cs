using Counterpoise.SavedModels;

namespace Counterpoise.Classifiers;

/// <summary>
/// A multilayer perceptron in a file: <c>layers</c>, each with <c>inputs</c>, <c>outputs</c> and <c>parameters</c>: weights
/// [outputs, inputs], then biases [outputs].
/// </summary>
internal sealed class MultilayerPerceptronCodec() : ClassifierCodec<FittedMultilayerPerceptron>("multilayer_perceptron")
{
    public override IFittedClassifier Read(PartReader part, ClassifierCodecs codecs)
    {
        DenseLayer[] layers = [.. part.Parts("layers").Select(Layer)];
        return layers.Length == 0 || layers[^1].Outputs < 2 || layers.Zip(layers.Skip(1))
            .Any(pair => pair.First.Outputs != pair.Second.Inputs)
            ? throw part.Fault("'layers' do not follow from one another to at least 2 classes")
            : new FittedMultilayerPerceptron(layers, layers[0].Inputs);
    }

    protected override void Write(FittedMultilayerPerceptron fitted, PartWriter part, ClassifierCodecs codecs) =>
        part.Parts("layers", fitted.Layers, (own, layer) =>
        {
            own.Integer("inputs", layer.Inputs);
            own.Integer("outputs", layer.Outputs);
            own.Numbers("parameters", layer.Parameters);
        });

    private static DenseLayer Layer(PartReader part)
    {
        var (inputs, outputs) = (part.Integer("inputs"), part.Integer("outputs", 1));
        return new DenseLayer(inputs, outputs, part.FiniteNumbers("parameters", outputs * (inputs + 1L)));
    }
}
