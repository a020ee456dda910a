"""What people read: values of `plans` become a Message of neutral parts. `statement` is the answer of /mypay, `why` its reasons."""
