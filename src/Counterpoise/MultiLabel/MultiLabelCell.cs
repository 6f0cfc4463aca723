namespace Counterpoise.MultiLabel;

/// <summary>One method with one classifier on one fold.</summary>
/// <param name="Method">Name of the method.</param>
/// <param name="Classifier">Name of the classifier.</param>
/// <param name="Fold">The fold, from 0 over all repeats: equal ones are pairs.</param>
/// <param name="Plain">With every label given from a probability of 0.5 on.</param>
/// <param name="Tuned">With a threshold for each label, tuned on inner folds of the training rows.</param>
public sealed record MultiLabelCell(string Method, string Classifier, int Fold, MultiLabelMetrics Plain, MultiLabelMetrics Tuned);
