"""The whole app with its checks: the toolchain, the rules of cdk-nag and of this kit, and the capacity warnings."""
