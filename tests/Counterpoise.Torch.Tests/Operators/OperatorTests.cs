using System.Reflection;
using Counterpoise.Torch;

namespace Counterpoise.Tests.Torch.Operators;

public class OperatorTests
{
    [Fact]
    public void Every_operator_the_engine_names_exists_in_this_libtorch()
    {
        var named = typeof(Operator).Assembly.GetTypes()
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public))
            .Where(field => field.FieldType == typeof(Operator))
            .Select(field => (Operator)field.GetValue(null)!)
            .ToList();
        Assert.True(named.Count > 200);
        var missing = named.Where(op => Record.Exception(() => op.Schema) is not null).Select(op => op.ToString());
        Assert.Empty(missing);
    }
}
