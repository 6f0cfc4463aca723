using Counterpoise.Classifiers;
using Counterpoise.LayerGraphs;

namespace Counterpoise.Deploy.FeatureExport;

/// <summary>An expert of a model on frozen features of images, to be written as ONNX.</summary>
/// <param name="Name">Its name, for messages.</param>
/// <param name="Network">Its network from RGB pixels of 0 to 255 to features; experts of one network share the graph.</param>
/// <param name="Classifier">Its classifier on the features.</param>
public sealed record FeatureOnnxExpert(string Name, LayerGraph Network, IFittedClassifier Classifier);
